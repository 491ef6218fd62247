package io.heliograph.launcher.commands.bench.ingest;

import java.util.List;

/** Writes sample events as MessagePack, in the few forms of it that they take. */
final class MsgpackEvents {
    private static final int ARRAY_16 = 0xdc;
    private static final int FIX_MAP = 0x80;
    private static final int FIX_TEXT = 0xa0;
    private static final int TEXT_16 = 0xda;
    private static final int DOUBLE = 0xcb;
    private static final int UNSIGNED_16 = 0xcd;
    private static final int LONGEST_FIX_TEXT = 31;

    private final BodyBuilder body = new BodyBuilder();

    private MsgpackEvents() {}

    static Body array(List<SampleEvent> events, boolean ownIds) {
        MsgpackEvents writer = new MsgpackEvents();
        writer.body.octet(ARRAY_16).unsigned16(events.size());
        events.forEach(event -> writer.event(event, ownIds));
        return writer.body.build();
    }

    private void event(SampleEvent event, boolean ownId) {
        map(ownId ? 6 : 5);
        if (ownId) {
            text("id");
            body.octet(FIX_TEXT | Stamps.ID_LENGTH).id();
        }
        member("type", event.type());
        member("source", "worker");
        member("agent_id", event.agent());
        text("timestamp");
        body.octet(FIX_TEXT | Stamps.TIME_LENGTH).time();
        text("payload");
        map(event.noteLength() > 0 ? 6 : 5);
        text("temperature_c");
        body.octet(DOUBLE).number(event.temperature() + 0.5);
        member("utilization_pct", event.utilization());
        member("memory_used_mb", event.memory());
        member("power_w", event.power());
        member("fan_speed_pct", event.fan());
        if (event.noteLength() > 0) {
            member("note", event.note());
        }
    }

    private void map(int members) {
        body.octet(FIX_MAP | members);
    }

    private void member(String name, String text) {
        text(name);
        text(text);
    }

    private void member(String name, int number) {
        text(name);
        body.octet(UNSIGNED_16).unsigned16(number);
    }

    private void text(String text) {
        if (text.length() <= LONGEST_FIX_TEXT) {
            body.octet(FIX_TEXT | text.length());
        } else {
            body.octet(TEXT_16).unsigned16(text.length());
        }
        body.text(text);
    }
}
