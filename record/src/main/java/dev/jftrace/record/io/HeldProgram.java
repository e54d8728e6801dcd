package dev.jftrace.record.io;

import dev.jftrace.tracefs.linux.Descriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** A program that has a pid, but has not begun: time to tell the kernel that this pid is to be traced. */
public final class HeldProgram {
    private static final int GATE_SIZE = 4096;

    private final Process process;
    private final Descriptor.Pipe gate;

    private HeldProgram(Process process, Descriptor.Pipe gate) {
        this.process = process;
        this.gate = gate;
    }

    static HeldProgram start(Program program) throws IOException {
        Descriptor.Pipe gate = Descriptor.pipe(GATE_SIZE);
        try {
            // The child gets none of our descriptors; /proc opens the pipe anew.
            Path path = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/"
                    + gate.reading().number());
            return new HeldProgram(program.start(path), gate);
        } catch (IOException e) {
            gate.close();
            throw e;
        }
    }

    public Process process() {
        return process;
    }

    /** Lets it begin. The gate stays until the program has ended: its shell may not have got to it yet. */
    public void release() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            gate.writing().write(arena.allocateFrom("\n").asSlice(0, 1));
        }
        process.onExit().thenRun(this::closeGate);
    }

    private void closeGate() {
        try {
            gate.close();
        } catch (IOException e) {
            // of a pipe of ours, which nobody uses any more
        }
    }

    /** Ends it before it has begun. */
    public void abandon() {
        closeGate();
        process.destroy();
    }
}
