package io.heliograph.contracts.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemKindTest {
    @ParameterizedTest
    @EnumSource
    void everyKindIsFoundByItsCodeAndTellsWhatToDo(ProblemKind kind) {
        assertThat(ProblemKind.byCode(kind.code())).contains(kind);
        assertThat(kind.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(kind.status()).isBetween(400, 504);
        assertThat(kind.rpcCode()).isNotZero();
        assertThat(kind.title()).isNotBlank().doesNotEndWith(".");
        assertThat(kind.advice()).endsWith(".");
    }

    /** JSON-RPC's own numbers stand for several kinds each; ours are there to branch on. */
    @Test
    void noTwoKindsShareANumberOfOurs() {
        assertThat(ProblemKind.values())
                .extracting(ProblemKind::rpcCode)
                .filteredOn(code -> code > 0)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatMaySucceedWithoutAChangeIsWorthARetry(ProblemKind kind) {
        assertThat(kind.retryable())
                .isEqualTo(kind.status() >= 500 || List.of(408, 429).contains(kind.status()));
    }

    @Test
    void aRefusalSaysItsCodeAndDetailAndCarriesNoStack() {
        Refused refused = Refused.parameter("limit", "takes 1 to 1000");
        assertThat(refused.getMessage()).startsWith("invalid-parameter: ");
        assertThat(refused.getStackTrace()).isEmpty();
        assertThat(refused.problem().errors()).containsExactly(new Problem.FieldProblem("limit", "takes 1 to 1000"));
    }
}
