package io.heliograph.retain.archive;

import static io.heliograph.retain.archive.Shelf.DAY;
import static io.heliograph.retain.archive.Shelf.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.retain.archive.Finding.Kind;
import io.heliograph.store.events.DayEvents.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFilesTest {
    private static final long SMALL = 20_000;
    private static final List<Stored> EVENTS = Shelf.events(DAY, 0, 5_000);

    @TempDir
    Path directory;

    @Test
    void whatGoesInComesOutAndFilesFollowEachOther() throws IOException {
        Shelf shelf = new Shelf(directory.resolve("not/made/yet"), SMALL);
        assertThat(shelf.write(DAY, EVENTS)).isEqualTo(5_000);
        assertThat(shelf.write(DAY.plusDays(1), Shelf.events(DAY.plusDays(1), 0, 10)))
                .isEqualTo(10);
        assertThat(shelf.manifests()).hasSizeGreaterThan(3);
        assertThat(shelf.all().subList(0, 5_000)).isEqualTo(journaled(EVENTS));
        ArchiveCheck.Report report = shelf.verify();
        assertThat(report.finding()).isEmpty();
        assertThat(report.events()).isEqualTo(5_010);
        assertThat(report.files()).isEqualTo(shelf.manifests().size());
        assertThat(report.bytes()).isEqualTo(packedBytes(shelf));
    }

    @Test
    void aSecondPassFindsAllOfItAndWritesOnlyWhatCameLate() throws IOException {
        Shelf shelf = new Shelf(directory, SMALL);
        List<Stored> early = new ArrayList<>();
        for (int i = 0; i < EVENTS.size(); i++) {
            if (i % 50 != 7) {
                early.add(EVENTS.get(i));
            }
        }
        assertThat(shelf.write(DAY, early)).isEqualTo(4_900);
        assertThat(shelf.write(DAY, early)).isZero();
        assertThat(shelf.write(DAY, EVENTS)).isEqualTo(100);
        assertThat(shelf.write(DAY, EVENTS)).isZero();
        assertThat(shelf.write(DAY, EVENTS.subList(0, 100)))
                .as("some have left the database")
                .isZero();
        assertThat(shelf.verify().events()).isEqualTo(5_000);
    }

    @Test
    void anEventThatIsAnotherOneInTheDatabaseIsNotTakenForTheSame() throws IOException {
        Shelf shelf = new Shelf(directory, SMALL);
        shelf.write(DAY, EVENTS);
        List<Stored> other = new ArrayList<>(EVENTS);
        JournaledEvent event = other.get(4_321).event();
        other.set(
                4_321,
                new Stored(
                        other.get(4_321).key(),
                        new JournaledEvent(
                                event.project(),
                                event.receivedAt(),
                                event.timestamp(),
                                event.hubId(),
                                event.ownId(),
                                event.type(),
                                event.source(),
                                event.agentId(),
                                "{}")));
        assertThatThrownBy(() -> shelf.write(DAY, other)).hasMessageContaining(event.id());
    }

    @Test
    void everyPayloadComesBackByteForByteAndEveryLineIsJson() throws IOException {
        Shelf shelf = new Shelf(directory, SMALL);
        List<String> payloads = List.of(
                "{}",
                "{\n  \"a\" : [ 1.50, 1e400 ],\r\n \"b\":\"\\u0000\\n\"\n}",
                "{\"deep\":{\"x\":[{\"y\":\"}]\"}]}, \"after\" : null}",
                "{\"text\":\"Ünïcödé 🚀\"}");
        List<Stored> events = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            events.add(Shelf.event(DAY, i, payloads.get(i)));
        }
        shelf.write(DAY, Shelf.sorted(events));
        assertThat(shelf.all()).isEqualTo(journaled(events));
        String text = Shelf.unpacked(shelf.file(shelf.manifests().get(0).file()));
        assertThat(text.lines()).hasSize(payloads.size()).allSatisfy(line -> {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.at("/payload").isObject()).isTrue();
            assertThat(json.at("/timestamp").asText()).startsWith("2026-10-01T").endsWith("Z");
        });
    }

    @Test
    void whatComesBeforeADamageIsGivenOutHoweverMuchIsAskedFor() throws IOException {
        Shelf shelf = new Shelf(directory, Long.MAX_VALUE);
        shelf.write(DAY, EVENTS);
        Manifest manifest = shelf.manifests().get(0);
        List<byte[]> lines = shelf.lines(manifest);
        lines.get(3_000)[lines.get(3_000).length / 2] ^= 1;
        shelf.rewrite(manifest, lines);
        try (ArchiveReading reading = ArchiveReading.of(shelf.target, STREAM, day -> true)) {
            List<JournaledEvent> sound = reading.next(EVENTS.size(), Integer.MAX_VALUE);
            assertThat(sound).isEqualTo(journaled(EVENTS.subList(0, 3_000)));
            for (int again = 0; again < 2; again++) {
                assertThatThrownBy(() -> reading.next(EVENTS.size(), Integer.MAX_VALUE))
                        .hasCauseInstanceOf(Damaged.class);
            }
        }
    }

    @Test
    void aWriteThatFailsAnywhereLeavesWhatWasThereAndIsMadeUpFor() throws IOException {
        for (int failing = 1; failing < 12; failing++) {
            Path place = directory.resolve("failing-" + failing);
            Shelf whole = new Shelf(place, SMALL);
            whole.write(DAY, EVENTS.subList(0, 1_000));
            Shelf full = new Shelf(place, new FullDisk(new DirectoryTarget(place), failing), SMALL);
            assertThatThrownBy(() -> full.write(DAY, EVENTS)).hasMessageContaining("No space left");
            assertThat(whole.verify().finding()).as("after failure %d", failing).isEmpty();
            whole.write(DAY, EVENTS);
            assertThat(whole.verify().finding()).isEmpty();
            assertThat(whole.all()).hasSize(5_000).containsExactlyInAnyOrderElementsOf(journaled(EVENTS));
        }
    }

    @Test
    void aNodeThatSleptWhileAnotherTookOverLeavesItsFilesAsTheyAre() throws IOException {
        Shelf shelf = new Shelf(directory, Long.MAX_VALUE);
        Shelf awake = new Shelf(directory, SMALL);
        try (DayMerge asleep = shelf.merge(DAY)) {
            asleep.take(EVENTS.subList(0, 3_000));
            awake.write(DAY, EVENTS);
            assertThatThrownBy(asleep::finish).hasMessageContaining("another node has written");
        }
        assertThat(awake.verify().finding()).isEmpty();
        assertThat(awake.all()).isEqualTo(journaled(EVENTS));
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsWrittenBehindIt() throws IOException {
        Shelf shelf = new Shelf(directory, SMALL);
        shelf.write(DAY, EVENTS);
        List<Manifest> manifests = shelf.manifests();
        Manifest last = manifests.get(manifests.size() - 1);
        byte[] data = Files.readAllBytes(shelf.file(last.file()));
        Files.delete(shelf.file(last.file()));
        assertThat(shelf.verify().finding().orElseThrow().kind()).isEqualTo(Kind.FILE_MISSING);
        assertThatThrownBy(() -> shelf.write(DAY, EVENTS)).isInstanceOf(Damaged.class);
        Files.delete(shelf.file(last.name()));
        assertThat(shelf.verify().finding().orElseThrow())
                .extracting(Finding::kind, Finding::detail)
                .containsExactly(Kind.MANIFEST_MISSING, "manifest " + last.number() + " is missing");
        assertThatThrownBy(() -> shelf.write(DAY, EVENTS)).isInstanceOf(Damaged.class);
        Files.writeString(shelf.file(last.name()), last.text());
        Files.write(shelf.file(last.file()), data);
        assertThat(shelf.verify().finding()).as("put back").isEmpty();
        Files.delete(shelf.file(manifests.get(1).name()));
        assertThat(shelf.verify().finding().orElseThrow().detail()).isEqualTo("manifest 2 is missing");
    }

    @Test
    void whoComputesTheArchiveAnewLacksTheSignature() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path secret = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        Path known = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        Shelf shelf = new Shelf(directory, SMALL);
        shelf.signer = Signer.read(secret);
        shelf.write(DAY, EVENTS.subList(0, 300));
        ArchiveCheck check = new ArchiveCheck(shelf.target, Signer.publicKey(known), (bytes, events) -> {});
        assertThat(check.run(STREAM).finding()).isEmpty();

        shelf.signer = null;
        shelf.write(DAY.plusDays(1), Shelf.events(DAY.plusDays(1), 0, 10));
        assertThat(shelf.verify().finding()).isEmpty();
        Finding unsigned = check.run(STREAM).finding().orElseThrow();
        assertThat(unsigned.kind()).isEqualTo(Kind.NOT_SIGNED);
        assertThat(unsigned.file()).contains("2026-10-02");
        assertThatThrownBy(() -> Signer.read(known)).isInstanceOf(IOException.class);
    }

    private Path pem(String what, byte[] key) throws IOException {
        String text = "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END "
                + what + "-----\n";
        return Files.writeString(Files.createTempFile(directory, "key", ".pem"), text);
    }

    private static List<JournaledEvent> journaled(List<Stored> events) {
        return events.stream().map(Stored::event).toList();
    }

    private static long packedBytes(Shelf shelf) throws IOException {
        long bytes = 0;
        for (Manifest manifest : shelf.manifests()) {
            bytes += Files.size(shelf.file(manifest.file()));
        }
        return bytes;
    }

    /** A target on which the n-th change fails, before or behind its effect in turn. */
    private static final class FullDisk implements ArchiveTarget {
        private final ArchiveTarget disk;
        private int left;

        private FullDisk(ArchiveTarget disk, int failing) {
            this.disk = disk;
            left = failing;
        }

        @Override
        public List<String> streams() throws IOException {
            return disk.streams();
        }

        @Override
        public List<String> names(String stream) throws IOException {
            return disk.names(stream);
        }

        @Override
        public InputStream open(String stream, String name) throws IOException {
            return disk.open(stream, name);
        }

        @Override
        public Path scratch(String stream, String name) throws IOException {
            fail();
            return disk.scratch(stream, name);
        }

        @Override
        public void keep(String stream, String name) throws IOException {
            fail();
            disk.keep(stream, name);
            fail();
        }

        private void fail() throws IOException {
            if (--left == 0) {
                throw new IOException("No space left on device");
            }
        }
    }
}
