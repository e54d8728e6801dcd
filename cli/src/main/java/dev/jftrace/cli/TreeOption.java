package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.SavedSettings;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class TreeOption {
    void addForce(OptionTable table) {}

    SavedSettings toChangeAndRestore() throws IOException {
        Path journal = Files.createTempFile("jftrace", ".journal");
        Files.delete(journal);
        return SavedSettings.of(Tracefs.at(Tracefs.mountPoint().orElseThrow(() -> new IOException("tracefs is not mounted: mount -t tracefs tracefs /sys/kernel/tracing")), ControlJournal.open(journal)));
    }
}
