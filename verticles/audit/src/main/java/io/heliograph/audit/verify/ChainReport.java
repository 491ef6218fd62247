package io.heliograph.audit.verify;

import io.heliograph.store.audit.ChainEntry.Head;
import java.util.Optional;

/** What the check of one chain found: where it begins and ends, what it says was lost, and the first thing that is wrong. */
public record ChainReport(long first, Head head, long entries, long missed, Optional<Finding> finding) {}
