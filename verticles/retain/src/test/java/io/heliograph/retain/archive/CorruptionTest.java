package io.heliograph.retain.archive;

import static io.heliograph.retain.archive.Shelf.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.retain.archive.Finding.Kind;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file or a manifest, the first event, file or manifest that is not as it was written is named. */
@Tag("fault")
class CorruptionTest {
    @TempDir
    Path directory;

    /** What is done to an archive, and which finding has to come of it. */
    private enum Harm {
        FLIP_IN_EVENT,
        SWAP_NEIGHBOURS,
        MOVE_EVENT,
        DELETE_EVENT,
        INSERT_FORGED,
        INSERT_REPEATED,
        CUT_EVENTS,
        APPEND_EVENT,
        FLIP_IN_PACKED,
        CUT_PACKED,
        FLIP_IN_MANIFEST,
        CUT_MANIFEST,
        SWAP_MANIFESTS
    }

    @Test
    void everyCorruptionIsNamedAtItsPlace() throws IOException {
        Path whole = directory.resolve("whole");
        Shelf original = new Shelf(whole, 15_000);
        original.write(DAY, Shelf.events(DAY, 0, 4_000));
        Random random = new Random(Seed.of("corruption"));
        int rounds = Rounds.of("corruptions", 40, 200);
        for (int round = 0; round < rounds; round++) {
            Path copy = directory.resolve("copy");
            copy(whole, copy);
            Shelf shelf = new Shelf(copy, 15_000);
            Harm harm = Harm.values()[round % Harm.values().length];
            List<Manifest> manifests = shelf.manifests();
            Manifest manifest = manifests.get(random.nextInt(manifests.size() - 1));
            Expected expected = harm(shelf, manifest, harm, random);
            Finding found = shelf.verify().finding().orElse(null);
            assertThat(found)
                    .as("round %d: %s in %s", round, harm, manifest.file())
                    .isNotNull();
            assertThat(found.kind()).as("%s: %s", harm, found).isIn(expected.kinds());
            assertThat(found.seq()).as("%s: %s", harm, found).isBetween(expected.from(), expected.to());
            assertThat(found.file()).isIn(manifest.file(), manifest.name());
        }
        Outcome.of("archive, corruptions", "%d, each named at its place", rounds);
    }

    /** Which kinds of finding are right, and at which event; 0 for a manifest. */
    private record Expected(List<Kind> kinds, long from, long to) {
        static Expected at(long seq, Kind... kinds) {
            return new Expected(List.of(kinds), seq, seq);
        }
    }

    private static Expected harm(Shelf shelf, Manifest manifest, Harm harm, Random random) throws IOException {
        List<byte[]> lines = shelf.lines(manifest);
        int at = 1 + random.nextInt(lines.size() - 12);
        long seq = manifest.firstSeq() + at;
        switch (harm) {
            case FLIP_IN_EVENT -> {
                byte[] line = lines.get(at).clone();
                int place = random.nextInt(line.length);
                line[place] ^= (byte) (line[place] == '\n' + 1 ? 4 : 1);
                lines.set(at, line[place] == '\n' ? new byte[] {'x'} : line);
                shelf.rewrite(manifest, lines);
                return Expected.at(seq, Kind.EVENT_ALTERED);
            }
            case SWAP_NEIGHBOURS -> {
                Collections.swap(lines, at, at + 1);
                shelf.rewrite(manifest, lines);
                return Expected.at(seq, Kind.EVENT_MOVED);
            }
            case MOVE_EVENT -> {
                lines.add(at + 2 + random.nextInt(8), lines.remove(at));
                shelf.rewrite(manifest, lines);
                return Expected.at(seq, Kind.EVENT_MOVED);
            }
            case DELETE_EVENT -> {
                lines.remove(at);
                shelf.rewrite(manifest, lines);
                return Expected.at(seq, Kind.EVENT_MISSING);
            }
            case INSERT_FORGED -> {
                String forged = new String(lines.get(at), StandardCharsets.UTF_8).replace("\"n\":", "\"m\":");
                lines.add(at, forged.getBytes(StandardCharsets.UTF_8));
                shelf.rewrite(manifest, lines);
                return Expected.at(seq, Kind.EVENT_ADDED);
            }
            case INSERT_REPEATED -> {
                lines.add(at, lines.get(at - 1));
                shelf.rewrite(manifest, lines);
                return Expected.at(seq, Kind.EVENT_ADDED);
            }
            case CUT_EVENTS -> {
                shelf.rewrite(manifest, lines.subList(0, at));
                return Expected.at(seq, Kind.EVENT_MISSING);
            }
            case APPEND_EVENT -> {
                lines.add(lines.get(at));
                shelf.rewrite(manifest, lines);
                return Expected.at(manifest.nextSeq(), Kind.EVENT_ADDED, Kind.EVENT_ALTERED);
            }
            case FLIP_IN_PACKED -> {
                byte[] packed = Files.readAllBytes(shelf.file(manifest.file()));
                packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(shelf.file(manifest.file()), packed);
                return packedAt(shelf, manifest, lines);
            }
            case CUT_PACKED -> {
                byte[] packed = Files.readAllBytes(shelf.file(manifest.file()));
                Files.write(shelf.file(manifest.file()), Arrays.copyOf(packed, random.nextInt(packed.length)));
                return packedAt(shelf, manifest, lines);
            }
            case FLIP_IN_MANIFEST -> {
                byte[] text = Files.readAllBytes(shelf.file(manifest.name()));
                text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(shelf.file(manifest.name()), text);
                return Expected.at(0, Kind.MANIFEST_DAMAGED);
            }
            case CUT_MANIFEST -> {
                byte[] text = Files.readAllBytes(shelf.file(manifest.name()));
                Files.write(shelf.file(manifest.name()), Arrays.copyOf(text, random.nextInt(text.length)));
                return Expected.at(0, Kind.MANIFEST_DAMAGED);
            }
            case SWAP_MANIFESTS -> {
                Manifest next = shelf.manifests().get((int) manifest.number());
                Files.writeString(shelf.file(manifest.name()), next.text());
                Files.writeString(shelf.file(next.name()), manifest.text());
                return Expected.at(0, Kind.MANIFEST_DAMAGED, Kind.MANIFEST_REPLACED);
            }
        }
        throw new AssertionError(harm);
    }

    /** The first event that an independent reader, a byte at a time, does not get as it was; 0 if it gets all of them. */
    private static Expected packedAt(Shelf shelf, Manifest manifest, List<byte[]> lines) throws IOException {
        int good = 0;
        try (var in = new GZIPInputStream(Files.newInputStream(shelf.file(manifest.file())))) {
            var line = new ByteArrayOutputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read != '\n') {
                    line.write(read);
                } else if (good < lines.size() && Arrays.equals(line.toByteArray(), lines.get(good))) {
                    good++;
                    line.reset();
                } else {
                    break;
                }
            }
        } catch (IOException e) {
            // Up to here it could be read.
        }
        List<Kind> kinds = List.of(Kind.EVENT_ALTERED, Kind.EVENT_MISSING, Kind.EVENT_ADDED, Kind.FILE_DAMAGED);
        if (good == lines.size()) {
            return new Expected(kinds, 0, manifest.nextSeq());
        }
        // What was unpacked together may be lost together: a reader of many bytes may get less than one of single
        // bytes.
        return new Expected(kinds, manifest.firstSeq(), manifest.firstSeq() + good);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = new ArrayList<>(files.toList());
            if (Files.exists(to)) {
                try (Stream<Path> old = Files.walk(to)) {
                    for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            for (Path file : all) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
