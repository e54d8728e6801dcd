package dev.jftrace.tracefs.crash;

import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.JournalEntry;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernel's settings (sysctl kernel.*) that make a crash leave more behind. They are written through the journal, as control files
 * are, and what they said before is taken from it: they last until the reboot, and so does what the journal knows of this run.
 */
public final class CrashSettings {
    /** Every process that writes them says so with this word, by which they are found again. */
    private static final String TAKEN_BACK = " --disarm";

    /**
     * One of them.
     *
     * @param name below kernel.
     * @param wanted what it should say
     * @param why in a few words
     * @param present what it says; "" if this kernel does not have it
     */
    public record Setting(String name, String wanted, String why, String present) {
        public boolean isThere() {
            return !present.isEmpty();
        }

        public boolean isSet() {
            return present.equals(wanted);
        }
    }

    private record Wish(String name, String wanted, String why) {}

    private static final List<Wish> WISHES = List.of(
            new Wish("ftrace_dump_on_oops", "1", "an oops prints the ring buffers to the console"),
            new Wish("panic_on_oops", "1", "an oops is a panic, so that kdump and pstore see it"),
            new Wish("panic", "10", "reboot 10 s after a panic"),
            new Wish("softlockup_panic", "1", "a CPU that hangs is a panic"),
            new Wish("hardlockup_panic", "1", "a CPU that hangs with interrupts off is a panic"),
            new Wish("unknown_nmi_panic", "1", "a host or button that sends an NMI makes a panic"),
            new Wish(
                    "traceoff_on_warning",
                    "1",
                    "the first warning stops the ring buffer, so that what led to it stays"));

    private final Path sysctl;

    /** @param sysctl {@code /proc/sys/kernel}, or the likeness of it */
    public CrashSettings(Path sysctl) {
        this.sysctl = sysctl;
    }

    public List<Setting> present() {
        List<Setting> settings = new ArrayList<>();
        for (Wish wish : WISHES) {
            settings.add(new Setting(wish.name(), wish.wanted(), wish.why(), read(wish.name())));
        }
        return settings;
    }

    private String read(String name) {
        try {
            return Files.readString(sysctl.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** @return those that were changed */
    public List<Setting> apply(ControlJournal journal) throws IOException {
        Tracefs tree = Tracefs.at(sysctl, journal);
        List<Setting> changed = present().stream()
                .filter(setting -> setting.isThere() && !setting.isSet())
                .toList();
        for (Setting setting : changed) {
            tree.file(setting.name()).write(setting.wanted());
        }
        return changed;
    }

    /** Writes back what stood there before. @return name and value of those that were changed */
    public Map<String, String> takeBack(ControlJournal journal, List<JournalEntry> entries, String bootId)
            throws IOException {
        Map<String, String> before = before(entries, bootId);
        Tracefs tree = Tracefs.at(sysctl, journal);
        for (Map.Entry<String, String> setting : before.entrySet()) {
            tree.file(setting.getKey()).write(setting.getValue());
        }
        return before;
    }

    private Map<String, String> before(List<JournalEntry> entries, String bootId) {
        Map<String, String> before = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            Path file = Path.of(entry.file());
            if (!entry.bootId().equals(bootId) || !sysctl.equals(file.getParent())) {
                continue;
            }
            String name = file.getFileName().toString();
            if (entry.command().contains(TAKEN_BACK)) {
                before.remove(name);
            } else {
                entry.oldValue().ifPresent(old -> before.putIfAbsent(name, old.strip()));
            }
        }
        return before;
    }
}
