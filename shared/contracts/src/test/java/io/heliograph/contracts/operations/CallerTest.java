package io.heliograph.contracts.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallerTest {
    @ParameterizedTest
    @EnumSource
    void aScopeIsReadBackFromItsText(Scope scope) {
        assertThat(scope.toString()).matches("[a-z]+:(read|write|manage|control|run)");
        assertThat(Scope.parse(scope.toString())).isEqualTo(scope);
    }

    @Test
    void aScopeThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> Scope.parse("events:delete")).hasMessage("no such scope: events:delete");
    }

    @Test
    void theHolderOfTheKeyAndTheAnonymousMayDoEverythingInTheDefaultProject() {
        for (Caller caller : new Caller[] {Caller.keyHolder(), Caller.anonymous()}) {
            assertThat(caller.project()).isEqualTo("default");
            for (Scope scope : Scope.values()) {
                caller.require(scope);
            }
        }
    }
}
