package io.heliograph.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.Journal.Unreadable;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.journal.SegmentScan.Gap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Brings a journal's directory into a state that can be appended to, or says why that must not be done. */
final class Recovery {

    /** The segments that are there, what an operator should know about how they were found, and what was given up now. */
    record Found(UUID journal, List<Segment> segments, List<String> notes, List<Unreadable> givenUp) {}

    private final Disk disk;
    private final OnDamage onDamage;
    private final List<String> notes = new ArrayList<>();

    Recovery(Disk disk, OnDamage onDamage) {
        this.disk = disk;
        this.onDamage = onDamage;
    }

    /** May be cut off by a crash at any point; the next one then ends where this one would have. */
    Found run() throws IOException {
        Survey survey = Survey.of(disk);
        List<Unreadable> givenUp = unreadable(survey);
        if (!survey.damage().isEmpty()) {
            setAside(survey);
            survey = Survey.of(disk);
        }
        if (!survey.damage().isEmpty()) {
            throw new CannotStart("the journal in %s does not hold what is written to it: %s"
                    .formatted(disk, survey.damage().get(0)));
        }
        removeUnfinished();
        for (Gap gap : survey.known()) {
            notes.add("unreadable: %s, set aside in %s; what of them was stored before is not lost"
                    .formatted(Damage.positions(gap), Damage.asideName(gap)));
        }
        secureEnd(survey);
        disk.force();
        List<Segment> segments =
                survey.scans().stream().map(SegmentScan::segment).toList();
        UUID journal = survey.journal() == null ? UUID.randomUUID() : survey.journal();
        return new Found(journal, segments, List.copyOf(notes), givenUp);
    }

    private static List<Unreadable> unreadable(Survey survey) {
        return survey.damage().stream()
                .flatMap(damage -> damage.gaps().stream())
                .filter(gap -> gap.from() < gap.to())
                .map(gap -> new Unreadable(gap.from(), gap.to()))
                .toList();
    }

    private void setAside(Survey survey) throws IOException {
        if (onDamage == OnDamage.STOP) {
            String damage = survey.damage().stream().map(Damage::toString).collect(Collectors.joining("; "));
            throw new DamagedJournal(
                    "the journal in %s is damaged and cannot be read at %s; what of it was stored before is not lost. Restore it, "
                                    .formatted(disk, damage)
                            + "or go on without what cannot be read by setting journal.on-damage to set-aside",
                    survey.journal(),
                    unreadable(survey));
        }
        Aside aside = new Aside(disk, survey.journal());
        for (Damage damage : survey.damage()) {
            aside.set(damage);
        }
    }

    private void removeUnfinished() throws IOException {
        List<String> names = disk.list();
        for (String name : names) {
            boolean segment = SegmentHeader.baseOf(name).isPresent();
            if (name.endsWith(Aside.UNFINISHED)
                    || Spares.isSpare(name)
                    || (segment && Survey.isUnfinished(disk, name, names))) {
                disk.delete(name);
            }
        }
    }

    /** Cuts a torn last write, and forces what is kept: after a mere process kill it may be in memory only. */
    private void secureEnd(Survey survey) throws IOException {
        if (survey.scans().isEmpty()) {
            return;
        }
        SegmentScan last = survey.scans().get(survey.scans().size() - 1);
        try (DiskFile file = disk.open(SegmentHeader.nameOf(last.base()))) {
            if (file.size() > last.endOffset()) {
                file.truncate(last.endOffset());
            }
            if (survey.tornBytes() > 0) {
                notes.add("cut %d bytes of an unfinished write behind position %d"
                        .formatted(survey.tornBytes(), last.end()));
            }
            file.force(true);
        }
    }
}
