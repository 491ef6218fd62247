package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is never kept. */
class MaskingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\":\"hunter2\"}|{\"password\":\"***\"}",
                "{ \"a\" : [ { \"PassWord\" : 7 } , 8 ] }|{ \"a\" : [ { \"PassWord\" : \"***\" } , 8 ] }",
                "{\"\\u0070assword\":null,\"b\":1}|{\"\\u0070assword\":\"***\",\"b\":1}",
                "{\"apiKey\":true,\"api-key\":[1,[2]],\"API_KEY\":{\"x\":{}}}"
                        + "|{\"apiKey\":\"***\",\"api-key\":\"***\",\"API_KEY\":\"***\"}",
                "{\"db.password\":\"x\",\"password.db\":\"y\"}|{\"db.password\":\"***\",\"password.db\":\"y\"}",
                "{\"password\":{\"password\":[{\"secret\":1}]},\"n\":-1.50}|{\"password\":\"***\",\"n\":-1.50}",
                "{\"passwords\":1,\"assword\":2,\"password_\":3}|{\"passwords\":1,\"assword\":2,\"password_\":\"***\"}",
                "{\"tokens_in\":812,\"authority\":1}|{\"tokens_in\":812,\"authority\":1}",
            })
    void valuesUnderKeysOfCredentialsAreMaskedUnlessToldOtherwise(String sent, String kept) {
        assertThat(payload(new Door(), sent)).isEqualTo(kept);
    }

    @Test
    void membersBesideThePayloadAreMaskedToo() {
        Door door = new Door();
        assertThat(door.one(
                                "{\"secret\":[\"s\"],\"type\":\"a\",\"x\":1,\"payload\":{\"y\":2,\"passwd\":3},\"passwd2\":4}")
                        .payload())
                .hasToString("{\"y\":2,\"passwd\":\"***\",\"secret\":\"***\",\"x\":1,\"passwd2\":4}");
        assertThat(door.intake.masked()).isEqualTo(2);
    }

    @Test
    void theMembersThatMeanSomethingToTheHubAreNot() {
        Door door = door("masking.keys=type, id, source, payload, agent_id", "masking.patterns=email");
        JournaledEvent event =
                door.one("{\"type\":\"a@b.example\",\"id\":\"i\",\"payload\":{\"type\":1,\"b\":\"a@b.example\"}}");
        assertThat(event.type()).isEqualTo("a@b.example");
        assertThat(event.id()).isEqualTo("i");
        assertThat(event.payload()).hasToString("{\"type\":\"***\",\"b\":\"***\"}");
    }

    @Test
    void aMaskedValueIsStillChecked() {
        Door door = new Door();
        assertThat(door.rejection("{\"type\":\"a\",\"password\":{\"x\":nul}}").code())
                .isEqualTo("malformed-json");
        assertThat(door.rejection("{\"type\":\"a\",\"password\":1,\"password\":2}")
                        .code())
                .isEqualTo("duplicate-key");
        assertThat(door.intake.masked()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "user.pin|{\"user\":{\"pin\":1,\"x\":{\"pin\":2}},\"pin\":3}"
                        + "|{\"user\":{\"pin\":\"***\",\"x\":{\"pin\":2}},\"pin\":3}",
                "user.pin|{\"user\":[{\"pin\":1},[{\"Pin\":2}]],\"user.pin\":3}"
                        + "|{\"user\":[{\"pin\":\"***\"},[{\"Pin\":\"***\"}]],\"user.pin\":\"***\"}",
                "*.pin|{\"pin\":1,\"a\":{\"pin\":2,\"b\":{\"pin\":3}}}|{\"pin\":1,\"a\":{\"pin\":\"***\",\"b\":{\"pin\":3}}}",
                "*_pin|{\"my_pin\":1,\"pin\":2,\"a\":{\"yourPin\":3,\"pink\":4}}"
                        + "|{\"my_pin\":\"***\",\"pin\":\"***\",\"a\":{\"yourPin\":\"***\",\"pink\":4}}",
                "http.*.auth*n|{\"http\":{\"x\":{\"Authentication\":1,\"author\":2}}}"
                        + "|{\"http\":{\"x\":{\"Authentication\":\"***\",\"author\":2}}}",
                "größe|{\"GR\\u00d6SSE\":1,\"GRÖßE\":2}|{\"GR\\u00d6SSE\":1,\"GRÖßE\":\"***\"}",
            })
    void keysMayBePathsAndHaveStars(String rule, String sent, String kept) {
        assertThat(payload(door("masking.keys=" + rule), sent)).isEqualTo(kept);
    }

    @Test
    void pathsBeginAtTheRootOfThePayloadWhereverItStands() {
        Door door = door("masking.keys=user.pin");
        assertThat(door.one("{\"type\":\"a\",\"user\":{\"pin\":1},\"payload\":{\"x\":{\"user\":{\"pin\":2}}}}")
                        .payload())
                .hasToString("{\"x\":{\"user\":{\"pin\":2}},\"user\":{\"pin\":\"***\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email|write to Ann.Lee+x@mail.example.org, or not|write to ***, or not",
                "email|müller@exämple.de \\n\\u0062ob@example.com @ a@b x@y.z|*** \\n*** @ a@b x@y.z",
                "credit-card|paid 4111 1111 1111 1111 and 4111-1111-1111-1112|paid *** and 4111-1111-1111-1112",
                "credit-card|5500005555555559,378282246310005;41111111111111111111|***,***;41111111111111111111",
                "bearer-token|Authorization: Bearer abcdef.123456 ok, bearer of news|Authorization: *** ok, bearer of news",
                "api-key|sk-proj-0123456789abcdef AKIAIOSFODNN7EXAMPLE risk-free|*** *** risk-free",
                "api-key|eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2ln and eyJ|*** and eyJ",
                "ip|from 10.0.0.255 to 2001:db8::1, fe80::1 at 12:30:45 in v1.2.3.4.5|from *** to ***, *** at 12:30:45 in v1.2.3.4.5",
                "ip|::ffff 1:2:3:4:5:6:7:8 std::vector 256.1.1.1 10.1.1.1.|*** *** std::vector 256.1.1.1 ***.",
            })
    void partsOfTextsThatLookLikeASecretAreMasked(String pattern, String sent, String kept) {
        Door door = door("masking.patterns=" + pattern);
        assertThat(payload(door, "{\"a\":[\"" + sent + "\"]}")).isEqualTo("{\"a\":[\"" + kept + "\"]}");
    }

    @Test
    void severalPatternsMaskWhatAnyOfThemFinds() {
        Door door = door("masking.patterns=email", "masking.expressions=ann@\\w+ \\bJIRA-\\d{2,4}");
        assertThat(payload(door, "{\"a\":\"ann@example.com \\ud83d\\ude80 JIRA-123 🚀 JIRA-1\",\"b\":7}"))
                .isEqualTo("{\"a\":\"*** \\ud83d\\ude80 *** 🚀 JIRA-1\",\"b\":7}");
        assertThat(door.intake.masked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(?:a|b|c)*d", "(.*)*x"})
    void aTextThatAPatternWouldReadForEverIsMaskedAsAWhole(String expression) {
        Door door = door("masking.expressions=" + expression);
        assertThat(payload(door, "{\"m\":\"" + "a".repeat(60_000) + "\",\"n\":\"aab\"}"))
                .startsWith("{\"m\":\"***\",");
    }

    @Test
    void theBuiltInPatternsReadNoTextForLong() {
        Door door = door("masking.patterns=email,credit-card,bearer-token,api-key,ip");
        for (String unit :
                List.of("a", "a.", "1", "4111 ", "::", "1:", "1.", "sk- ", "bearer ", "eyJ.", "a@", "AKIA")) {
            String text = unit.repeat(60_000 / unit.length()) + "!";
            assertThat(payload(door, "{\"m\":\"" + text + "\"}")).as(unit).isEqualTo("{\"m\":\"" + text + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "masking.keys=*",
                "masking.keys=headers.*",
                "masking.keys=a..b",
                "masking.patterns=phone",
                "masking.expressions=a(",
                "masking.expressions=a*",
            })
    void aRuleThatCannotBeUsedIsNamedAtStart(String setting) {
        Settings settings = settings(setting);
        MaskingConfig.from(settings);
        String[] parts = setting.split("=");
        assertThatThrownBy(settings::finish)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(parts[0] + ": '" + parts[1] + "' ");
        assertThatThrownBy(() -> new MaskingConfig(List.of("a*", "*"), List.of(), List.of(), 16))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String payload(Door door, String payload) {
        return door.one("{\"type\":\"a\",\"payload\":" + payload + "}")
                .payload()
                .text();
    }

    private static Door door(String... settings) {
        return new Door(new IntakeConfig(
                32,
                256,
                65_536,
                262_144,
                10_000,
                Duration.ofMinutes(10),
                1000,
                MaskingConfig.from(settings(settings))));
    }

    private static Settings settings(String... settings) {
        Map<String, Setting> byKey = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            byKey.put(parts[0], new Setting(parts[1], "test"));
        }
        return new Settings(byKey, Map.of());
    }
}
