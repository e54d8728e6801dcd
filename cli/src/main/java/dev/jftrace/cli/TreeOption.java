package dev.jftrace.cli;

import dev.jftrace.tracefs.SavedSettings;
import dev.jftrace.tracefs.SettingsFile;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Which tree of control files a command drives: the running kernel's. The one place where another, that of a traced JVM, is to be
 * chosen.
 */
final class TreeOption {
    private boolean force;

    /** The option of commands that write what may be dangerous. */
    void addForce(OptionTable table) {
        table.flag("force", "write also what is known to have killed machines like this one", value -> force = true);
    }

    /** To look at. */
    Tracefs toRead() throws IOException {
        return Tracefs.ofKernel();
    }

    /** To change; each change is journaled. */
    Tracefs toChange() throws IOException {
        return Tracefs.ofKernel(force);
    }

    /** Keeps what it said before each change, also for {@code restore-settings}. */
    SavedSettings toChangeAndRestore() throws IOException {
        Tracefs tracefs = toChange();
        return SavedSettings.of(tracefs, SettingsFile.in(SettingsFile.folder(), Path.of(tracefs.root())));
    }
}
