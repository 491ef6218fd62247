package io.heliograph.launcher.commands.doctor;

import java.util.concurrent.Callable;

/** One thing that the doctor looks at. */
public record Check(String name, Callable<Finding> examination) {

    /** What it finds; a check that cannot be made is a finding as well. */
    Finding run() {
        try {
            return examination.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fail("interrupted");
        } catch (Exception e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Finding.fail("cannot be checked: " + reason);
        }
    }
}
