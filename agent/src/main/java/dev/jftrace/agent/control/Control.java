package dev.jftrace.agent.control;

import dev.jftrace.agent.hook.LinuxProcess;
import java.io.IOException;
import java.nio.file.Path;
import jdk.internal.misc.VM;

/** The control surface of this JVM from the moment it is offered until somebody detaches. */
public final class Control {
    /** The first Java that has Unix sockets. */
    private static final int FIRST_WITH_SOCKETS = 16;

    /** A property of the program: {@code fifo} has newer ones do as the older have to, so that tests of that need no old Java. */
    private static final String WAY = "jftrace.control";

    private final Instance instance;
    private Path folder;
    private ControlServer server;
    private boolean left;
    private volatile boolean ended;

    private Control(Instance instance) {
        this.instance = instance;
    }

    /**
     * Offers the control files of an instance.
     *
     * @throws IOException in words, if the machine does not allow it
     */
    public static Control offer(Instance instance) throws IOException {
        Control control = new Control(instance);
        control.folder = ControlFolder.ofJvm(LinuxProcess.pid());
        instance.serveFrom(control.folder);
        Path file = control.folder.resolve("control");
        Listening listening =
                isOnFifos() ? ListeningFifo.at(file, instance.instrumentation()) : ListeningSocket.at(file);
        control.server = ControlServer.start(file, listening, new InstanceFiles(instance, control).files(), control);
        return control;
    }

    private static boolean isOnFifos() {
        return Runtime.version().feature() < FIRST_WITH_SOCKETS || "fifo".equals(VM.getSavedProperty(WAY));
    }

    /** Whether somebody detached: the files and their thread are gone, and another may be offered. */
    public boolean isEnded() {
        return ended;
    }

    /** Of this JVM's socket or FIFO, and buffers. */
    public Path folder() {
        return folder;
    }

    /** The JVM ends: nobody is served any more, and nothing else changes. */
    public void quit() {
        server.quit();
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
