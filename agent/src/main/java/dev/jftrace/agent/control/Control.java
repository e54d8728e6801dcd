package dev.jftrace.agent.control;

import dev.jftrace.agent.hook.LinuxProcess;
import java.io.IOException;
import java.nio.file.Path;

/** The control surface of this JVM from the moment it is offered until somebody detaches. */
public final class Control {
    /** The first Java that has Unix sockets. */
    private static final int FIRST_WITH_SOCKETS = 16;

    private final Instance instance;
    private Path folder;
    private boolean left;
    private volatile boolean ended;

    private Control(Instance instance) {
        this.instance = instance;
    }

    /**
     * Offers the control files of an instance.
     *
     * @throws IOException in words, if this Java or the machine does not allow it
     */
    public static Control offer(Instance instance) throws IOException {
        if (Runtime.version().feature() < FIRST_WITH_SOCKETS) {
            throw new IOException("a JVM of Java " + FIRST_WITH_SOCKETS
                    + " or newer is needed to control its tracing while it runs; this is Java "
                    + Runtime.version().feature());
        }
        Control control = new Control(instance);
        control.folder = ControlFolder.ofJvm(LinuxProcess.pid());
        instance.serveFrom(control.folder);
        ControlServer.start(control.folder.resolve("control"), new InstanceFiles(instance, control).files(), control);
        return control;
    }

    /** Whether somebody detached: the socket and its thread are gone, and another may be offered. */
    public boolean isEnded() {
        return ended;
    }

    /** Of this JVM's socket and buffers. */
    public Path folder() {
        return folder;
    }

    /** On the thread that serves. */
    void begin() {
        instance.muteIfServing();
    }

    /** On request: the program becomes as it was. */
    void leave() throws IOException {
        left = true;
        instance.leave();
    }

    boolean isLeft() {
        return left;
    }

    void failed(Throwable reason) {
        instance.tell("control: " + reason);
    }

    void end() {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            // a folder that stays does no harm
        }
        ended = true;
    }
}
