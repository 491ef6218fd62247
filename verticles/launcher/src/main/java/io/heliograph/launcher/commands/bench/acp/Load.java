package io.heliograph.launcher.commands.bench.acp;

import java.time.Duration;

/** How many messages go between so many pairs of agents; a rate of 0 keeps so many under way for each pair instead. */
record Load(int pairs, int rate, int underWay, int size, boolean replies, Duration warmUp, Duration duration) {}
