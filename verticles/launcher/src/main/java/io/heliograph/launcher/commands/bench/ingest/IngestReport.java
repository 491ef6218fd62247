package io.heliograph.launcher.commands.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.bench.process.CpuClocks.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a run measured, to people or to programs. */
final class IngestReport {
    private static final double MILLION = 1e6;

    private final IngestResult result;
    private final Load load;
    private final Tally tally;
    private final Backlog backlog;

    IngestReport(IngestResult result) {
        this.result = result;
        this.load = result.load();
        this.tally = result.tally();
        this.backlog = result.backlog();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        double seconds = tally.seconds();
        lines.add("load      " + loadText());
        lines.add(text(
                "sent      %,d events in %,d requests, %.1f s: %,.0f requests/s",
                tally.events(), tally.requests(), seconds, tally.requests() / seconds));
        lines.add(text(
                "accepted  %,d events, %,.0f/s; duplicates %,d, rejected %,d",
                tally.accepted(), tally.accepted() / seconds, tally.duplicates(), tally.rejected()));
        lines.add("errors    " + (tally.errors().isEmpty() ? "none" : errors()));
        lines.add(text(
                "answers   p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, max %.1f ms%s",
                tally.millis(50),
                tally.millis(90),
                tally.millis(99),
                tally.millis(99.9),
                tally.millis(100),
                load.closedLoop() ? "" : ", counted from when each was due"));
        if (tally.neverSent() > 0) {
            lines.add(text(
                    "unsent    %,d requests were due and found no connection free; they count as so long at least",
                    tally.neverSent()));
        }
        lines.add("stored    " + stored());
        lines.add("CPU       seconds per million events: " + cpu());
        return lines;
    }

    private String loadText() {
        String pace = load.closedLoop()
                ? "closed loop: a pause of the hub is seen by those under way only"
                : text("%,d events/s", load.eventsPerSecond());
        return text(
                "%d connections, %d events a request, %s%s; %s",
                load.connections(), load.batch(), load.format(), load.gzip() ? ", gzip" : "", pace);
    }

    private String errors() {
        return tally.errors().entrySet().stream()
                .map(error -> text("%,d x %s", error.getValue(), error.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String stored() {
        if (!backlog.isKnown()) {
            return "unknown: there are no metrics of a hub at this address";
        }
        String waiting = text(
                "waiting before %,d, at most %,d, at the end of sending %,d",
                backlog.pendingBefore(), backlog.most(), backlog.pendingAtEnd());
        return result.allStored()
                ? text(
                        "%,d events, %,.0f/s, the last after %.1f s; %s",
                        backlog.stored(), backlog.stored() / result.wholeSeconds(), result.wholeSeconds(), waiting)
                : text(
                        "%,d events while sending, %,.0f/s; %s",
                        backlog.storedWhileSending(), backlog.storedWhileSending() / tally.seconds(), waiting);
    }

    private String cpu() {
        return "hub %s, PostgreSQL %s, this driver %s"
                .formatted(said(hubPerMillion()), said(postgresPerMillion()), said(driverPerMillion()));
    }

    private Optional<Double> hubPerMillion() {
        return result.cpuWhole().hub().flatMap(used -> perMillion(used, tally.accepted()));
    }

    private Optional<Double> postgresPerMillion() {
        return result.cpuWhole().postgres().flatMap(used -> perMillion(used, backlog.stored()));
    }

    private Optional<Double> driverPerMillion() {
        return perMillion(result.cpuSending().driver(), tally.events());
    }

    private static Optional<Double> perMillion(double seconds, long events) {
        return events > 0 ? Optional.of(seconds * MILLION / events) : Optional.empty();
    }

    private static String said(Optional<Double> figure) {
        return figure.map(value -> text("%.2f", value)).orElse("unknown");
    }

    /** One line for programs; what is not known is null. */
    String json() {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("url", load.url().toString());
        all.put("connections", load.connections()).put("batch", load.batch());
        all.put("format", load.format().name()).put("gzip", load.gzip()).put("rate", load.eventsPerSecond());
        all.put("closed_loop", load.closedLoop()).put("interrupted", result.interrupted());
        all.put("seconds", rounded(tally.seconds()));
        all.put("requests", tally.requests()).put("requests_per_second", rounded(tally.requests() / tally.seconds()));
        all.put("sent", tally.events()).put("accepted", tally.accepted());
        all.put("accepted_per_second", rounded(tally.accepted() / tally.seconds()));
        all.put("duplicates", tally.duplicates()).put("rejected", tally.rejected());
        all.put("unsent_requests", tally.neverSent());
        ObjectNode errors = all.putObject("errors");
        tally.errors().forEach(errors::put);
        ObjectNode answers = all.putObject("latency_ms");
        answers.put("p50", tally.millis(50)).put("p90", tally.millis(90)).put("p99", tally.millis(99));
        answers.put("p99_9", tally.millis(99.9)).put("max", tally.millis(100));
        storedInto(all.putObject("stored"));
        ObjectNode cpu = all.putObject("cpu_seconds");
        into(cpu.putObject("sending"), result.cpuSending());
        into(cpu.putObject("whole"), result.cpuWhole());
        ObjectNode perMillion = all.putObject("cpu_seconds_per_million");
        put(perMillion, "hub", hubPerMillion());
        put(perMillion, "postgresql", postgresPerMillion());
        put(perMillion, "driver", driverPerMillion());
        return all.toString();
    }

    private void storedInto(ObjectNode stored) {
        boolean known = backlog.isKnown();
        stored.put("known", known).put("all", result.allStored());
        stored.put("events", backlog.stored()).put("seconds", rounded(result.wholeSeconds()));
        stored.put("per_second", rounded(backlog.stored() / result.wholeSeconds()));
        stored.put("while_sending", backlog.storedWhileSending());
        stored.put("while_sending_per_second", rounded(backlog.storedWhileSending() / tally.seconds()));
        stored.put("pending_before", backlog.pendingBefore()).put("pending_most", backlog.most());
        stored.put("pending_at_end", backlog.pendingAtEnd());
    }

    private static void into(ObjectNode node, Used used) {
        put(node, "hub", used.hub());
        put(node, "postgresql", used.postgres());
        put(node, "driver", Optional.of(used.driver()));
    }

    private static void put(ObjectNode node, String name, Optional<Double> figure) {
        node.put(name, figure.map(IngestReport::rounded).orElse(null));
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1_000) / 1_000.0;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
