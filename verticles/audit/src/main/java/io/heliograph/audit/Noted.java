package io.heliograph.audit;

import io.heliograph.web.audit.Act;
import java.time.Instant;

/** An act on its way to the table: when it happened, and how often. */
record Noted(Act act, Instant at, Instant until, long count) {}
