package io.heliograph.flow;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of every event on this node, by project, such that at every moment received = accepted + rejected +
 * repeated and accepted = stored + duplicates + set aside + pending. One lock guards all figures, so that a snapshot always balances.
 */
public final class Balance {
    /** The figures of one project. */
    public record Figures(
            long received,
            long accepted,
            long rejected,
            long repeated,
            long recovered,
            long stored,
            long duplicates,
            long setAside,
            long pending) {}

    private static final class Sums {
        private long accepted;
        private long rejected;
        private long repeated;
        private long recovered;
        private long stored;
        private long duplicates;
        private long setAside;
        private long pending;

        private Figures figures() {
            long taken = accepted - recovered;
            return new Figures(
                    taken + rejected + repeated,
                    accepted,
                    rejected,
                    repeated,
                    recovered,
                    stored,
                    duplicates,
                    setAside,
                    pending);
        }
    }

    /** Projects beyond the bound are summed under this name. */
    public static final String OTHERS = "(others)";

    private static final int MOST_PROJECTS = 1_000;

    private final int most;
    private final Map<String, Sums> projects = new TreeMap<>();

    /** For as many projects as the settings' default says. */
    public Balance() {
        this(MOST_PROJECTS);
    }

    /** Has figures of its own for each of so many projects, and together for all that come later. */
    public Balance(int mostProjects) {
        most = mostProjects;
    }

    /** A door answered for a batch: so many durable, so many refused, so many known already. */
    public synchronized void answered(String project, int accepted, int rejected, int repeated) {
        Sums sums = of(project);
        sums.accepted += accepted;
        sums.pending += accepted;
        sums.rejected += rejected;
        sums.repeated += repeated;
    }

    /** Events that an earlier run of this node accepted were found in its journal. */
    public synchronized void recovered(String project, int events) {
        Sums sums = of(project);
        sums.accepted += events;
        sums.recovered += events;
        sums.pending += events;
    }

    /** Events left the journal: stored, or left out because their id was stored before. */
    public synchronized void settled(String project, long stored, long duplicates) {
        Sums sums = of(project);
        sums.stored += stored;
        sums.duplicates += duplicates;
        sums.pending -= stored + duplicates;
    }

    /** Events left the journal for the dead letters. */
    public synchronized void setAside(String project, long events) {
        Sums sums = of(project);
        sums.setAside += events;
        sums.pending -= events;
    }

    public synchronized Map<String, Figures> snapshot() {
        return projects.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, sums -> sums.getValue().figures()));
    }

    /** Whoever is among the others stays there, since nobody is ever forgotten. */
    private Sums of(String project) {
        Sums own = projects.get(project);
        if (own != null) {
            return own;
        }
        return projects.computeIfAbsent(projects.size() < most ? project : OTHERS, name -> new Sums());
    }
}
