package io.heliograph.agents.run;

import io.heliograph.agents.config.AgentSpec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A child process: its standard output is telemetry, its standard error goes to the log. */
final class ProcessAgent implements Running {
    /** Waits for leave to begin, so that nothing runs before the warden watches it; exec keeps the process id. */
    private static final String WAIT_THEN_RUN = "trap '' INT; read -r go && exec \"$@\"";

    private static final byte[] GO = "go\n".getBytes(StandardCharsets.US_ASCII);

    /** What a child gets of the hub's environment, in which secrets stand. */
    private static final List<String> HANDED_ON = List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private static final int CHUNK = 64 << 10;
    private static final String END = "";

    private final Context context;
    private final AgentSpec.Process spec;
    private final int longestLine;
    private final Delivery delivery;
    private final LogLines log;
    private final Process process;
    private final BlockingQueue<String> orders = new ArrayBlockingQueue<>(1);
    private final Promise<String> ended = Promise.promise();
    private final Future<Void> started;

    /** Makes the process, which does nothing until the warden has it; on a thread that may wait. */
    private ProcessAgent(
            Context context,
            AgentSpec.Process spec,
            int longestLine,
            Delivery delivery,
            LogLines log,
            WardenLink warden,
            long mark,
            Process process) {
        this.context = context;
        this.spec = spec;
        this.longestLine = longestLine;
        this.delivery = delivery;
        this.log = log;
        this.process = process;
        Threads.daemon("agent " + spec.key() + " out", this::readOutput);
        Threads.daemon("agent " + spec.key() + " err", this::readErrors);
        process.onExit()
                .thenAccept(gone -> context.runOnContext(told -> {
                    warden.forget(process.pid());
                    tell(END);
                    delivery.over();
                    ended.tryComplete(howItEnded(gone.exitValue()));
                }));
        started = warden.watch(process.pid(), mark)
                .compose(watched -> context.owner().executeBlocking(this::go, false));
    }

    /** Starts a process under the eyes of the warden, as owned since its mark. */
    static Future<Running> start(
            Context context,
            AgentSpec.Process spec,
            int longestLine,
            Delivery delivery,
            LogLines log,
            WardenLink warden,
            long mark) {
        return context.owner()
                .executeBlocking(() -> builder(spec).start(), false)
                .map(process -> new ProcessAgent(context, spec, longestLine, delivery, log, warden, mark, process));
    }

    @Override
    public Future<Void> started() {
        return started;
    }

    @Override
    public Future<String> ended() {
        return ended.future();
    }

    /** By the handle, since Process.destroy throws away what it has not read yet. */
    @Override
    public void stop() {
        process.toHandle().destroy();
    }

    @Override
    public void kill() {
        process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    @Override
    public void tell(String line) {
        orders.clear();
        orders.add(line);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    private static ProcessBuilder builder(AgentSpec.Process spec) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WAIT_THEN_RUN, "heliograph-agent"));
        command.addAll(spec.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(spec.directory().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(HANDED_ON);
        environment.put("HELIOGRAPH_AGENT_ID", spec.key().id());
        environment.put("HELIOGRAPH_PROJECT", spec.key().project());
        environment.putAll(spec.environment());
        return builder;
    }

    /** The input stays open: whoever reads it sees its end when the hub is gone. */
    private Void go() throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(GO);
        input.flush();
        Threads.daemon("agent " + spec.key() + " in", this::writeInput);
        return null;
    }

    private void writeInput() {
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = orders.take(); !line.equals(END); line = orders.take()) {
                input.write(line + "\n");
                input.flush();
            }
        } catch (IOException | InterruptedException gone) {
            log.say("reads no orders any more");
        }
    }

    private void readOutput() {
        Stamp stamp = new Stamp(spec.key().id());
        Buffer[] batch = {Buffer.buffer()};
        Lines lines = Lines.whole(
                longestLine, line -> batch[0].appendBytes(stamp.on(line)).appendByte((byte) '\n'));
        Semaphore turn = new Semaphore(1);
        long[] tooLong = {0};
        read(process.getInputStream(), lines, () -> {
            if (lines.tooLong() > tooLong[0]) {
                tooLong[0] = lines.tooLong();
                log.say("a line is longer than agents.max-line and left out");
            }
            if (batch[0].length() > 0) {
                Buffer whole = batch[0];
                batch[0] = Buffer.buffer();
                turn.acquireUninterruptibly();
                context.runOnContext(now -> delivery.deliver(whole).onComplete(taken -> turn.release()));
            }
        });
    }

    private void readErrors() {
        Consumer<byte[]> said = line -> log.say(new String(line, StandardCharsets.UTF_8));
        read(process.getErrorStream(), Lines.cut(LogLines.LONGEST, said), () -> {});
    }

    private static void read(InputStream in, Lines lines, Runnable afterChunk) {
        byte[] chunk = new byte[CHUNK];
        try (in) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                lines.feed(chunk, length);
                afterChunk.run();
            }
        } catch (IOException closed) {
            // What it has sent before counts.
        }
        lines.finish();
        afterChunk.run();
    }

    private static String howItEnded(int exit) {
        return exit > 128 ? "ended by signal " + (exit - 128) : "ended with exit code " + exit;
    }
}
