package dev.jftrace.record.kernel;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.TracefsException;

/**
 * How full a CPU's buffer is when the kernel wakes its reader ({@code buffer_percent}). Half full is usual, and leaves a reader half a
 * buffer's time to come; a quarter leaves it three quarters. What a user has set is kept.
 */
final class WakeUp {
    private static final String USUAL = "50";
    private static final String EARLY = "25";

    private final ControlFile percent;
    private boolean changed;

    WakeUp(Instance instance) {
        this.percent = instance.file("buffer_percent");
    }

    void early() throws TracefsException {
        if (percent.valueIfThere().filter(USUAL::equals).isPresent()) {
            percent.write(EARLY);
            changed = true;
        }
    }

    /** Also where tracing stays as it was set up. */
    void asBefore() throws TracefsException {
        if (changed) {
            percent.write(USUAL);
            changed = false;
        }
    }
}
