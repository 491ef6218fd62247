package io.heliograph.contracts.fleet;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.util.List;

/** Which preset is for whom. */
public record FleetPresetChoice(
        @Doc(value = "The preset's name, of GET /fleet/presets", required = true)
        String preset,

        @Doc("An agent's id, the beginning of ids and *, or * for all, which it is if left out")
        String scope) {
    public FleetPresetChoice {
        if (preset == null) {
            throw new Refused(Problem.of(
                    ProblemKind.MISSING_PARAMETER, List.of(new FieldProblem("preset", "says which one is meant"))));
        }
        Names.filter("preset", preset);
        scope = Scopes.check(scope);
    }
}
