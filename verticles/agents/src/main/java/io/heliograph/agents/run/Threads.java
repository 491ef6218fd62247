package io.heliograph.agents.run;

/** Threads that wait for processes, so that no event loop does. */
final class Threads {
    private Threads() {}

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
