package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk in memory that can lose power: what was not forced is then lost, or written back in part and out of order. It
 * also fails and fills up on demand. After a crash a new disk holds what survived; the old one only throws.
 */
final class CrashingDisk implements Disk {
    /** What can go wrong; the operation that is asked for fails, or does only a part. */
    enum Fault {
        WRITE_FAILS,
        WRITE_IS_SHORT,
        FORCE_FAILS,
        DIRECTORY_FORCE_FAILS,
        TRUNCATE_FAILS
    }

    /** After so many operations that are spared, so many go wrong. */
    private record Plan(int spared, int times) {}

    private final Map<String, CrashingFile> names = new TreeMap<>();
    private final Map<String, CrashingFile> durableNames;
    private final List<Consumer<Map<String, CrashingFile>>> unforced = new ArrayList<>();
    private final Map<Fault, Plan> faults = new EnumMap<>(Fault.class);
    private long capacity = Long.MAX_VALUE;
    private long quota = Long.MAX_VALUE;
    private int operationsLeft = Integer.MAX_VALUE;
    private int forces;
    private boolean held;
    private boolean waiting;

    CrashingDisk() {
        this(new TreeMap<>());
    }

    private CrashingDisk(Map<String, CrashingFile> files) {
        durableNames = files;
        names.putAll(files);
    }

    /** The next so many operations of the kind go wrong. */
    synchronized void inject(Fault fault, int times) {
        inject(fault, 0, times);
    }

    /** After so many that are spared, the next so many operations of the kind go wrong. */
    synchronized void inject(Fault fault, int spared, int times) {
        faults.put(fault, new Plan(spared, times));
    }

    /** The power fails within the operation after so many more. */
    synchronized void crashAfter(int operations) {
        operationsLeft = operations;
    }

    /** How many operations are left until the power fails. */
    synchronized int operationsLeft() {
        return operationsLeft;
    }

    synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /** How much may be written, whatever the usable space says. */
    synchronized void quota(long bytes) {
        quota = bytes;
    }

    synchronized int forces() {
        return forces;
    }

    /** Stops whoever asks for space, which the writer does before each group, until let go. */
    synchronized void hold() {
        held = true;
    }

    synchronized void letGo() {
        held = false;
        notifyAll();
    }

    /** Returns once somebody is stopped. */
    synchronized void awaitHeld() {
        while (!waiting) {
            pause();
        }
    }

    private void pause() {
        try {
            wait(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Another process goes on with everything that this one saw, although the disk may not have it yet. */
    synchronized void restart() {
        operationsLeft = Integer.MAX_VALUE;
        faults.clear();
    }

    /** The disk after a power cut: each unforced sector and directory change survives by chance, or none does. */
    synchronized CrashingDisk crash(Random chance) {
        operationsLeft = -1;
        unforced.forEach(change -> {
            if (chance != null && chance.nextBoolean()) {
                change.accept(durableNames);
            }
        });
        Map<String, CrashingFile> survived = new TreeMap<>();
        CrashingDisk after = new CrashingDisk(survived);
        durableNames.forEach((name, file) -> survived.put(name, file.afterCrash(after, chance)));
        after.names.putAll(survived);
        return after;
    }

    synchronized void operation() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("the power is off");
        }
        operationsLeft--;
    }

    synchronized boolean strikes(Fault fault) {
        Plan plan = faults.getOrDefault(fault, new Plan(0, 0));
        if (plan.spared > 0) {
            faults.put(fault, new Plan(plan.spared - 1, plan.times));
            return false;
        }
        faults.put(fault, new Plan(0, Math.max(0, plan.times - 1)));
        return plan.times > 0;
    }

    synchronized long free() {
        return capacity - used();
    }

    synchronized long writable() {
        return Math.max(0, Math.min(capacity, quota) - used());
    }

    private long used() {
        return names.values().stream().mapToLong(CrashingFile::length).sum();
    }

    synchronized void forced() {
        forces++;
    }

    synchronized List<String> names() {
        return List.copyOf(names.keySet());
    }

    /** The bytes of a file as they are, to look at and to spoil. */
    synchronized byte[] content(String name) {
        return names.get(name).content();
    }

    synchronized void spoil(String name, byte[] content) {
        names.get(name).replace(content);
    }

    @Override
    public Closeable lock() {
        return () -> {};
    }

    @Override
    public synchronized List<String> list() throws IOException {
        operation();
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized DiskFile create(String name) throws IOException {
        operation();
        CrashingFile file = new CrashingFile(this, new byte[0]);
        change(directory -> directory.put(name, file));
        return file;
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        operation();
        if (!names.containsKey(name)) {
            throw new NoSuchFileException(name);
        }
        return names.get(name);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operation();
        change(directory -> {
            CrashingFile file = directory.remove(from);
            if (file != null) {
                directory.put(to, file);
            }
        });
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operation();
        change(directory -> directory.remove(name));
    }

    private void change(Consumer<Map<String, CrashingFile>> change) {
        change.accept(names);
        unforced.add(change);
    }

    @Override
    public synchronized void force() throws IOException {
        operation();
        if (strikes(Fault.DIRECTORY_FORCE_FAILS)) {
            throw new IOException("Input/output error");
        }
        forced();
        unforced.clear();
        durableNames.clear();
        durableNames.putAll(names);
    }

    @Override
    public synchronized long usableSpace() throws IOException {
        while (held) {
            waiting = true;
            notifyAll();
            pause();
        }
        waiting = false;
        operation();
        return Math.max(0, free());
    }

    @Override
    public String toString() {
        return "memory";
    }

    static ByteBuffer part(ByteBuffer from, int bytes) {
        ByteBuffer part = from.slice(from.position(), bytes);
        from.position(from.position() + bytes);
        return part;
    }
}
