package dev.jftrace.cli;

import dev.jftrace.dat.TraceFile;
import java.nio.file.Path;

/** The one trace that a command reads: an option, an operand, or {@code trace.dat}. */
final class InputFile {
    private static final String DEFAULT = "trace.dat";

    private final String command;
    private String file;

    InputFile(String command) {
        this.command = command;
    }

    void take(String given) throws UsageException {
        if (file != null) {
            throw new UsageException(command + ": one file at a time, not " + file + " and " + given);
        }
        file = given;
    }

    boolean isGiven() {
        return file != null;
    }

    Path path() {
        return Path.of(file == null ? DEFAULT : file);
    }

    /** @return the exit status of a command that did what could be done */
    static int tellFaults(TraceFile trace, Console console) {
        trace.faults().forEach(fault -> console.say(fault.getMessage()));
        return trace.faults().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
