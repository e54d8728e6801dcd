package dev.jftrace.tracefs;

/** A second buffer that an instance, or one CPU of it, swaps with its own. */
public final class Snapshot {
    private final ControlFile file;

    Snapshot(ControlFile file) {
        this.file = file;
    }

    /** Whether this kernel has snapshots. */
    public boolean exists() {
        return file.exists();
    }

    /** Makes the buffer if there is none yet, and swaps. */
    public void take() throws TracefsException {
        file.write("1");
    }

    /** Empties it and keeps it. */
    public void reset() throws TracefsException {
        file.write("2");
    }

    /** Gives its memory back. */
    public void free() throws TracefsException {
        file.write("0");
    }

    public ControlFile file() {
        return file;
    }
}
