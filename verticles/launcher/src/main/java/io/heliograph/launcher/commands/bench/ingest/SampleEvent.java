package io.heliograph.launcher.commands.bench.ingest;

import java.util.Random;

/** What a GPU worker would report; about 220 bytes of JSON without a note. */
record SampleEvent(
        String type, String agent, int temperature, int utilization, int memory, int power, int fan, int noteLength) {

    static SampleEvent random(Random random, int types, int agents, int noteLength) {
        int type = random.nextInt(types);
        return new SampleEvent(
                type == 0 ? "hardware.gpu" : "hardware.gpu-" + type,
                "agent-" + random.nextInt(agents),
                40 + random.nextInt(45),
                random.nextInt(100),
                random.nextInt(24_000),
                random.nextInt(350),
                random.nextInt(100),
                noteLength);
    }

    /** Something without spaces that makes the event as large as asked for. */
    String note() {
        return "x".repeat(noteLength);
    }
}
