package dev.jftrace.agent.hook;

import java.io.File;
import java.nio.file.Path;
import jdk.internal.access.SharedSecrets;

/**
 * Tells the recorder that the JVM ends in order, and takes its control socket or FIFO away. It runs in the JDK's own list of
 * shutdown steps, behind the program's hooks: no thread is made for it, as thread numbers are the program's. Daemon threads
 * may still record until the process is gone.
 */
public final class Ending implements Runnable {
    /** The last slot of that list; the JDK uses the first three. */
    private static final int LAST_STEP = 9;

    private final File controlFolder;

    private final Runnable first;

    private Ending(File controlFolder, Runnable first) {
        this.controlFolder = controlFolder;
        this.first = first;
    }

    /**
     * A second time nothing happens.
     *
     * @param first done before all else, for what serves the control files
     * @param controlFolder where the JVM's control socket or FIFO is; it goes too, if no buffer is left in it. Null for none
     */
    public static void register(Path controlFolder, Runnable first) {
        Ending ending = new Ending(controlFolder == null ? null : controlFolder.toFile(), first);
        try {
            if (Runtime.version().feature() < 12) {
                OlderJdk.registerShutdownStep(LAST_STEP, ending);
            } else {
                ending.register();
            }
        } catch (Throwable e) {
            // taken: the state stays open, as after a kill
        }
    }

    private void register() {
        SharedSecrets.getJavaLangAccess().registerShutdownHook(LAST_STEP, false, this);
    }

    @Override
    public void run() {
        try {
            first.run();
        } catch (Throwable e) {
            // the JVM ends a little later
        }
        Session last = Session.current();
        if (last != null) {
            last.buffer().close();
        }
        if (controlFolder != null) {
            new File(controlFolder, "control").delete();
            controlFolder.delete(); // refused while it holds a session
        }
    }
}
