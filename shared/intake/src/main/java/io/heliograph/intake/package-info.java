/**
 * Bytes to {@link io.heliograph.intake.EventBatch}, in one pass: a scanner that makes no object for what it passes checks
 * every byte of an event; what an event keeps is copied once, into the form of the journal.
 *
 * <ul>
 *   <li>What is accepted here can be stored: the checks are narrower than those of any store behind.
 *   <li>A payload is kept byte for byte as it was sent; members beside it are put behind its own.
 *   <li>A bad event never spoils its neighbours, and every event of a body is accepted, rejected or a duplicate.
 *   <li>Every array that is scanned ends with a zero byte that is not part of it, so that no step looks at its length.
 * </ul>
 */
package io.heliograph.intake;
