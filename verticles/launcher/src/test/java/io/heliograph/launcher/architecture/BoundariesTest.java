package io.heliograph.launcher.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler cannot hold. */
class BoundariesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages("io.heliograph");

    @Test
    void theWholeHouseWasImported() {
        assertThat(HOUSE.stream().map(type -> type.getPackageName().split("\\.")[2]))
                .contains(
                        "contracts",
                        "flow",
                        "intake",
                        "numbers",
                        "journal",
                        "store",
                        "web",
                        "gateway",
                        "drain",
                        "query",
                        "audit",
                        "retain",
                        "bridge",
                        "aggregate",
                        "access",
                        "acp",
                        "agents",
                        "work",
                        "exporter",
                        "exporters",
                        "launcher");
        assertThat(HOUSE.size()).isGreaterThan(150);
    }

    @Test
    void onlyTheBusTouchesTheEventBus() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.heliograph.contracts.bus")
                .should()
                .callMethodWhere(target(owner(assignableTo(EventBus.class))))
                .because("addresses and types belong together: Bus, Topics and the catalogue"));
    }

    @Test
    void nobodyWaits() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.heliograph.launcher..", "io.heliograph.store.embedded..")
                .should()
                .callMethodWhere(describe(
                        "a thread waits", call -> isWait(call.getTargetOwner().getName(), call.getName())))
                .because("an event loop that waits serves nobody"));
    }

    @Test
    void sqlStaysInTheStore() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.heliograph.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient.."));
    }

    @Test
    void clusteringStaysInItsRoom() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.heliograph.launcher.cluster")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.."));
    }

    @Test
    void nobodyReachesIntoVertxButWhereItHidesWhatIsNeeded() {
        check(noClasses()
                .that()
                .doNotHaveSimpleName("Channels")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal.."));
    }

    @Test
    void verticlesAreFinalAndNamedAsWhatTheyAre() {
        check(classes()
                .that()
                .areAssignableTo(VerticleBase.class)
                .should()
                .haveSimpleNameEndingWith("Verticle")
                .andShould()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL));
    }

    @Test
    void timeIsHandedIn() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.heliograph.launcher..", "io.heliograph.store.embedded..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().matching("io.heliograph.(**)").should().beFreeOfCycles());
    }

    private static boolean isWait(String owner, String method) {
        return owner.equals(Thread.class.getName()) && method.equals("sleep")
                || owner.equals(Future.class.getName()) && method.equals("await")
                || owner.equals(CompletableFuture.class.getName()) && (method.equals("get") || method.equals("join"));
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
