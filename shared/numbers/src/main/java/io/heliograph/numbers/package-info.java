/**
 * The numbers in payloads, and what is kept of many of them. Nothing here depends on the order in which values come, but
 * for rounding in sums of doubles: what was merged from parts equals what was made of the whole.
 */
package io.heliograph.numbers;
