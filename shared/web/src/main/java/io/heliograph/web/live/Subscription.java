package io.heliograph.web.live;

/** What has begun for one reader. */
public interface Subscription<O extends Record> {
    /** What the reader is told first: that it has begun, and from where. */
    O answer();

    /** The answer is on its way: documents may be offered from now on, and not before. */
    void start();

    /** The reader wants no more, or is gone. Called once at the most, on the reader's event loop; offers come to nothing then. */
    void cancel();
}
