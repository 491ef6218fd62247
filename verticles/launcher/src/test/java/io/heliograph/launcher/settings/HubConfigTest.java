package io.heliograph.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster.members     | 127.0.0.1:xx            | write a host or host:port",
                "cluster.members     | a,,b:5701:5702          | write a host or host:port",
                "http.allowed-hosts  | https://hub.example.org | is no name of a host",
                "http.allowed-hosts  | hub.example.org:8001    | is no name of a host",
                "archive.signing-key | /nowhere                | is no file that can be read",
                "archive.s3.endpoint | 127.0.0.1:9000          | endpoint takes scheme"
            })
    void whatCanNeverWorkIsSaidBeforeAnythingStarts(String key, String value, String problem) {
        assertThat(problems(Map.of(key, value)).problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void allFilesThatCannotBeReadAreNamedAtOnce() {
        assertThat(problems(Map.of("http.tls.cert", "/nowhere/a", "http.tls.key", "/nowhere/b"))
                        .problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("is no file that can be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1:5701, node-2", "[::1]:5701;10.3.10.4-18 10.3.*.*", ""})
    void membersAreWrittenInManyWays(String members) {
        assertThat(problems(Map.of("cluster.members", members))).isNull();
    }

    private static InvalidSettings problems(Map<String, String> texts) {
        Map<String, Setting> set = texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Setting(entry.getValue(), "test")));
        return catchThrowableOfType(InvalidSettings.class, () -> HubConfig.from(new Settings(set, Map.of())));
    }
}
