package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyShapeTest {
    private final Door door = new Door();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'a'}",
                " \r\n\t{'type':'a'} \n",
                "[{'type':'a'}]",
                "{'events':[{'type':'a'}]}",
                " { 'events' : [ { 'type' : 'a' } ] } ",
                "{'\\u0065vents':[{'\\u0074ype':'\\u0061'}]}",
            })
    void anEventComesAloneInAnArrayOrInAnEnvelope(String body) {
        assertThat(door.one(body.replace('\'', '"')).type()).isEqualTo("a");
    }

    @Test
    void anObjectWithATypeIsAnEventEvenIfItHasEvents() {
        assertThat(door.one("{\"type\":\"a\",\"events\":[1]}").payload()).hasToString("{\"events\":[1]}");
        assertThat(door.one("{\"events\":[1,2],\"type\":\"a\"}").payload()).hasToString("{\"events\":[1,2]}");
        assertThat(door.one("{\"events\":[{\"type\":\"b\"}],\"type\":\"a\",\"x\":[]}")
                        .payload())
                .hasToString("{\"events\":[{\"type\":\"b\"}],\"x\":[]}");
        assertThat(door.one("{\"events\":{\"x\":1},\"type\":\"a\"}").payload()).hasToString("{\"events\":{\"x\":1}}");
    }

    @Test
    void anEventMayHaveMoreEntriesInAMemberEventsThanABatchMayHoldEvents() {
        String body = "{\"events\":[" + "1,".repeat(20_000) + "1],\"type\":\"a\"}";
        assertThat(door.one(body).payload().text()).hasSize(12 + 40_001 + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'events':[{'type':'a'}],'source':'s'}",
                "{'source':'s','events':[{'type':'a'}]}",
                "{'source':{'a':[']']},'events':[{'type':'a'},NaN]}",
            })
    void membersBesideEventsAreRefusedByTheirName(String body) {
        assertThatThrownBy(() -> door.json(body.replace('\'', '"'))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().kind()).isEqualTo(ProblemKind.UNKNOWN_PARAMETER);
            assertThat(refused.problem().errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("source"));
        });
    }

    @Test
    void twoArraysOfEventsAreRefused() {
        assertRefused("{\"events\":[{\"type\":\"a\"}],\"events\":[]}", ProblemKind.UNKNOWN_PARAMETER);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``|EMPTY_BODY",
                "` \n `|EMPTY_BODY",
                "[]|EMPTY_BODY",
                "{\"events\":[]}|EMPTY_BODY",
                "null|NOT_AN_OBJECT",
                "7|NOT_AN_OBJECT",
                "\"type\"|NOT_AN_OBJECT",
                "type=a|MALFORMED_JSON",
                "<event/>|MALFORMED_JSON",
                "7 8|MALFORMED_JSON",
                "]|MALFORMED_JSON",
                "\uFEFF{\"type\":\"a\"}|INVALID_UTF8",
            })
    void aBodyWithoutEventsIsRefused(String body, ProblemKind kind) {
        assertRefused(body, kind);
    }

    @Test
    void aBodyInUtf16IsRefused() {
        byte[] marked = "[{\"type\":\"a\"}]".getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> door.read(marked, BodyFormat.JSON)).hasMessageStartingWith("invalid-utf8");
        byte[] bare = "[{\"type\":\"a\"}]".getBytes(StandardCharsets.UTF_16BE);
        assertThatThrownBy(() -> door.read(bare, BodyFormat.JSON)).hasMessageStartingWith("malformed-json");
        byte[] little = "[{\"type\":\"a\"}]".getBytes(StandardCharsets.UTF_16LE);
        assertThat(door.read(little, BodyFormat.JSON).count()).isZero();
    }

    @Test
    void blankLinesCountForNothing() {
        EventBatch batch = door.lines("\n{\"type\":\"a\"}\r\n\r\n \t\nx\n\n{\"type\":\"b\"}");
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("a", "b");
        assertThat(batch.receipt().rejected()).extracting(Rejection::index).containsExactly(1);
        assertThatThrownBy(() -> door.lines(" \r\n\n")).hasMessageStartingWith("empty-body");
    }

    @Test
    void aLineThatEndsTooEarlyDoesNotRunIntoTheNext() {
        EventBatch batch = door.lines("{\"type\":\"a\n{\"type\":\"b\"}\n{\"type\":\n\"c\"}\n{\"type\":\"d\\\n\"}");
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("b");
        assertThat(batch.receipt().rejected()).extracting(Rejection::index).containsExactly(0, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'type':'a'},{'type':'b'},{'type':'c",
                "[{'type':'a'},{'type':'b'},{'type':'c'",
                "[{'type':'a'},{'type':'b'},{'x':[}],{'type':'c'}]",
                "[{'type':'a'},{'type':'b'},{'type':'c'}",
                "[{'type':'a'},{'type':'b'},",
                "[{'type':'a'},{'type':'b'}] x",
                "[{'type':'a'},{'type':'b'}]]",
                "[{'type':'a'},{'type':'b'},]",
                "[{'type':'a'},{'type':'b'},x}]",
                "{'events':[{'type':'a'},{'type':'b'},{'x':1",
                "{'events':[{'type':'a'},{'type':'b'}] x}",
                "{'events':[{'type':'a'},{'type':'b'}]",
                "{'events':[{'type':'a'},{'type':'b'}]} {",
            })
    void whatWasReadBeforeTheBodyBrokeStaysAccepted(String body) {
        EventBatch batch = door.json(body.replace('\'', '"'));
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("a", "b");
        assertThat(batch.receipt().rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.index()).isEqualTo(2);
            assertThat(rejection.code()).isEqualTo("malformed-json");
        });
    }

    @Test
    void missingAndNeedlessCommasCostOnlyTheEventsBesideThem() {
        EventBatch batch = door.json("[,{\"type\":\"a\"},{\"type\":\"b\"} {\"type\":\"c\"},,{\"type\":\"d\"}]");
        assertThat(Door.events(batch)).extracting(JournaledEvent::type).containsExactly("a", "d");
        assertThat(batch.receipt().rejected()).extracting(Rejection::index).containsExactly(0, 2, 3);
    }

    @Test
    void oneEventMoreThanABatchMayHoldRefusesTheBody() {
        IntakeConfig three = new IntakeConfig(32, 256, 1024, 4096, 3, Duration.ofMinutes(1), 10, Door.MASKING);
        Door narrow = new Door(three);
        String event = "{\"type\":\"a\"}";
        assertThat(narrow.json("[" + event + ",x," + event + "]").received()).isEqualTo(3);
        assertThat(narrow.lines((event + "\n").repeat(3)).count()).isEqualTo(3);
        for (String four : List.of("[x," + event + ",x," + event + "]", "{\"events\":[1,2,3,4]}")) {
            assertThatThrownBy(() -> narrow.json(four)).hasMessageStartingWith("too-many-events");
        }
        assertThatThrownBy(() -> narrow.lines((event + "\n").repeat(4))).hasMessageStartingWith("too-many-events");
        assertThat(narrow.json(event).count()).isEqualTo(1);
    }

    private void assertRefused(String body, ProblemKind kind) {
        assertThatThrownBy(() -> door.json(body))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(kind));
    }
}
