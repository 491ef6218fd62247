/**
 * Bytes to {@link io.heliograph.intake.EventBatch}, in one pass: a scanner that makes no object for what it passes checks
 * every byte of an event; what an event keeps is copied once, into the form of the journal.
 *
 * <ul>
 *   <li>What is accepted here can be stored: the checks are narrower than those of any store behind.
 *   <li>A payload is kept byte for byte as it was sent, but for what is masked; members beside it are put behind its own.
 *   <li>A bad event never spoils its neighbours, and every event of a body is accepted, rejected or a duplicate.
 *   <li>Behind what is scanned stand eight bytes that are not part of it, of which the first is 0, so that no step looks at
 *       the length of the array.
 * </ul>
 */
package io.heliograph.intake;
