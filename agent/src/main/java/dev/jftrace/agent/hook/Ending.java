package dev.jftrace.agent.hook;

import jdk.internal.access.SharedSecrets;

/**
 * Tells the recorder that the JVM ends in order. It runs in the JDK's own list of shutdown steps, behind the program's
 * hooks: no thread is made for it, as thread numbers are the program's. Daemon threads may still record until the
 * process is gone.
 */
public final class Ending implements Runnable {
    /** The last slot of that list; the JDK uses the first three. */
    private static final int LAST_STEP = 9;

    private Ending() {}

    /** A second time nothing happens. */
    public static void register() {
        try {
            SharedSecrets.getJavaLangAccess().registerShutdownHook(LAST_STEP, false, new Ending());
        } catch (RuntimeException | LinkageError | InternalError e) {
            // taken, or an older JDK: the state stays open, as after a kill
        }
    }

    @Override
    public void run() {
        Session last = Session.current();
        if (last != null) {
            last.buffer().close();
        }
    }
}
