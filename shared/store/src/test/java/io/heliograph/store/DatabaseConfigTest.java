package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseConfigTest {
    @Test
    void withoutSettingsTheEmbeddedDatabaseIsMeant() {
        DatabaseConfig config = DatabaseConfig.from(settings(Map.of()));
        assertThat(config.embedded()).isTrue();
        assertThat(config)
                .isEqualTo(new DatabaseConfig(
                        "",
                        8,
                        3,
                        80,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        false,
                        Breaker.Config.DEFAULT));
        assertThat(config.readers() + config.writers()).isEqualTo(8);
    }

    @Test
    void aUrlIsReadWithItsEscapes() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://me:p%40ss%20word%25@127.0.0.1:6000/telemetry");
        assertThat(address)
                .isEqualTo(
                        new DatabaseAddress("127.0.0.1", 6000, "telemetry", "me", "p@ss word%", SslMode.DISABLE, null));
    }

    @Test
    void tlsIsVerifiedInFullUnlessTheServerIsHereOrTheUrlSaysOtherwise() {
        assertThat(DatabaseAddress.parse("postgresql://me:x@db.example.org/t").sslMode())
                .isEqualTo(SslMode.VERIFY_FULL);
        assertThat(DatabaseAddress.parse("postgresql://me:x@localhost/t").sslMode())
                .isEqualTo(SslMode.DISABLE);
        assertThat(DatabaseAddress.parse("postgresql://me:x@db/t?sslmode=disable")
                        .sslMode())
                .isEqualTo(SslMode.DISABLE);
        DatabaseAddress own = DatabaseAddress.parse("postgresql://me:x@db/t?sslmode=verify-ca&sslrootcert=/etc/ca.pem");
        assertThat(own.sslMode()).isEqualTo(SslMode.VERIFY_CA);
        assertThat(own.rootCertificate()).isEqualTo(Path.of("/etc/ca.pem"));
    }

    @Test
    void aBadUrlIsReportedWithoutItsPassword() {
        for (String url : new String[] {
            "mysql://me:s3cret@db/t", "postgresql://me:s3cret:@db/t", "postgresql://me:s3cret@db:99999/t", "s3cret"
        }) {
            Settings settings = settings(Map.of("database.url", new Setting(url, "test")));
            DatabaseConfig.from(settings);
            assertThatThrownBy(settings::finish)
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageStartingWith("database.url: is not of the form postgresql://")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void neitherConfigNorAddressShowsThePassword() {
        String url = "postgresql://me:s3cret@db/t";
        DatabaseConfig config = DatabaseConfig.from(settings(Map.of("database.url", new Setting(url, "test"))));
        assertThat(config.toString() + DatabaseAddress.parse(url)).doesNotContain("s3cret");
    }

    private static Settings settings(Map<String, Setting> byKey) {
        return new Settings(byKey, Map.of());
    }
}
