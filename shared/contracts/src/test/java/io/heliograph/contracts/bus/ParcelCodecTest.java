package io.heliograph.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParcelCodecTest {
    private static final List<Record> SAMPLES = Samples.ALL;

    private final ParcelCodec codec = new ParcelCodec();

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void everyWordOfTheVocabularyArrivesAsItWasSent(Record word) {
        assertThat(overTheWire(new Parcel(null, word)).body()).isEqualTo(word);
    }

    @Test
    void everyWordOfTheVocabularyHasASample() {
        assertThat(SAMPLES)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(ParcelCodec.VOCABULARY.values());
    }

    /** Words travel by their simple names, so two of the same name could not be told apart. */
    @Test
    void noTwoWordsShareAName() {
        long words = Stream.of(
                        Stream.concat(Catalogue.ALL.stream(), Catalogue.BETWEEN_NODES.stream())
                                .flatMap(each -> Stream.of(each.input(), each.output())),
                        Topics.ALL.stream().map(Topic::type),
                        Stream.of(Problem.class))
                .flatMap(types -> types)
                .distinct()
                .count();
        assertThat(ParcelCodec.VOCABULARY).hasSize((int) words);
    }

    @Test
    void wordsWithNothingInThemArriveToo() {
        EventQuery query = new EventQuery(null, null, null, null, null, null, null, null, null, null);
        assertThat(overTheWire(new Parcel(null, query)).body()).isEqualTo(query);
    }

    @Test
    void theTextOfAPayloadArrivesByteForByte() {
        Event event = SAMPLES.stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .findFirst()
                .orElseThrow();
        Event arrived = (Event) overTheWire(new Parcel(null, event)).body();
        assertThat(arrived.payload().text()).isEqualTo(Samples.PAYLOAD.text()).contains("1.50", "\r\n", "\\ud83d");
    }

    @Test
    void theCallerTravelsWithItsScopes() {
        Caller caller = new Caller(Samples.NAME, "project", Set.of(Scope.EVENTS_READ, Scope.CLUSTER_READ));
        Parcel parcel = new Parcel(caller, new AgentQuery(null, null));
        assertThat(overTheWire(parcel)).isEqualTo(parcel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "java.lang.Runtime", "Caller", "eventquery"})
    void aWordThatIsNotOfTheVocabularyIsRefused(String tag) {
        Buffer wire = Buffer.buffer();
        for (String part : List.of(tag, "", "{}")) {
            wire.appendInt(part.length()).appendString(part);
        }
        assertThatThrownBy(() -> codec.decodeFromWire(0, wire))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a word that this version does not know");
    }

    @Test
    void aParcelThatIsCutShortIsRefusedWhereverTheCutLies() {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, new Parcel(Caller.anonymous(), new AgentQuery(null, null)));
        for (int length = 0; length < wire.length(); length++) {
            Buffer part = wire.getBuffer(0, length);
            assertThatThrownBy(() -> codec.decodeFromWire(0, part)).isInstanceOf(RuntimeException.class);
        }
    }

    private Parcel overTheWire(Parcel parcel) {
        Buffer wire = Buffer.buffer("whatever Vert.x wrote before");
        int position = wire.length();
        codec.encodeToWire(wire, parcel);
        return codec.decodeFromWire(position, wire);
    }
}
