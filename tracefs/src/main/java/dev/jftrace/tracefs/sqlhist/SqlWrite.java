package dev.jftrace.tracefs.sqlhist;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.TracefsException;

/** What a statement comes down to: a line for a control file, added to what stands there. */
public record SqlWrite(ControlFile file, String line) {
    /** As a shell would do it. */
    public String echo() {
        return "echo '" + line.replace("'", "'\\''") + "' >> " + file.path();
    }

    public void run() throws TracefsException {
        file.write(line);
    }
}
