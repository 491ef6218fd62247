package io.heliograph.store.acp;

/** What became of a message at one mailbox. */
public enum Fate {
    STORED,
    /** The mailbox has taken this id of the same sender before. */
    DUPLICATE,
    /** The mailbox is full. */
    OVERFLOW,
    /** There is no such agent. */
    UNKNOWN
}
