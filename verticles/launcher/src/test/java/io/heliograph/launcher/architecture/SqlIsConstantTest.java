package io.heliograph.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SQL is constant, and what callers say goes in as parameters. */
class SqlIsConstantTest {
    /** Put together from pieces that are constants themselves, days or checked names, by people who looked twice. */
    private static final Set<String> REVIEWED = Set.of(
            "io.heliograph.store.acp.AgentTable",
            "io.heliograph.store.embedded.ServerSettings",
            "io.heliograph.store.events.EventLists",
            "io.heliograph.store.retain.DayRemoval",
            "io.heliograph.store.retain.StoredDays",
            "io.heliograph.store.rollups.RollupCheck",
            "io.heliograph.store.rollups.RollupCheck$Run",
            "io.heliograph.store.rollups.RollupTables",
            "io.heliograph.store.work.WorkStatements");

    private static final Pattern SQL = Pattern.compile(
            "(?is)\\b(select\\s.*\\bfrom|insert\\s+into|update\\s+\\S+\\s+set|delete\\s+from|where\\s+\\S+\\s*(=|<|>|in\\b|is\\b|like\\b)"
                    + "|order\\s+by|group\\s+by|create\\s+(table|index|role|database)|drop\\s+(table|index|role|database)|alter\\s+(table|system|role)"
                    + "|truncate\\s+\\w|set\\s+local)\\b");
    private static final Pattern LATER = Pattern.compile(StringConstants.HOLE + "|%(\\d+\\$)?[sd]|\\{\\d*}");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/") && !location.contains("/bench/"))
            .importPackages("io.heliograph");

    @Test
    void onlyReviewedClassesPutSqlTogether() {
        assertThat(HOUSE.stream()
                        .filter(SqlIsConstantTest::putsSqlTogether)
                        .map(JavaClass::getName)
                        .sorted()
                        .toList())
                .as(
                        "SQL that is put together when the program runs; make it a constant with parameters, or have it reviewed")
                .containsExactlyInAnyOrderElementsOf(REVIEWED);
    }

    @Test
    void classesThatPutSqlTogetherAreFound() {
        JavaClasses here =
                new ClassFileImporter().importClasses(Joined.class, Formatted.class, Built.class, Constant.class);
        assertThat(here.stream().filter(SqlIsConstantTest::putsSqlTogether).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("Joined", "Formatted", "Built");
    }

    static final class Joined {
        static String of(String name) {
            return "select id from event where name = '" + name + "'";
        }
    }

    static final class Formatted {
        static String of(String name) {
            return "delete from event where name = '%s'".formatted(name);
        }
    }

    static final class Built {
        static String of(String name) {
            return new StringBuilder("select id from event order by ")
                    .append(name)
                    .toString();
        }
    }

    static final class Constant {
        private static final String COLUMNS = "id, name";
        static final String SQL = "select " + COLUMNS + " from event where name = $1::text";

        static String log(String name) {
            return "nothing is known of " + name;
        }
    }

    private static boolean putsSqlTogether(JavaClass type) {
        URI file = type.getSource().orElseThrow().getUri();
        Set<String> sql = StringConstants.of(file).stream()
                .filter(text -> SQL.matcher(text).find())
                .collect(Collectors.toSet());
        Predicate<String> isOpen = text -> LATER.matcher(text).find();
        return sql.stream().anyMatch(isOpen) || !sql.isEmpty() && joins(type);
    }

    private static boolean joins(JavaClass type) {
        return type.getMethodCallsFromSelf().stream().anyMatch(call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getName();
            return owner.equals(StringBuilder.class.getName()) && method.equals("append")
                    || owner.equals(String.class.getName())
                            && Set.of("concat", "join", "replace", "replaceAll", "replaceFirst")
                                    .contains(method);
        });
    }
}
