package dev.jftrace.tracefs.crash;

import dev.jftrace.tracefs.ControlJournal;
import dev.jftrace.tracefs.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journal knows of a run of the kernel that ended: which write was in flight, and what was set.
 *
 * @param bootId of that run; null if the journal tells of no run before this one
 * @param suspects the writes that were in flight when it ended
 * @param last its last write, whatever became of it; null if there is none
 * @param settings what the journal's files were last set to in that run, by their paths; a value without its newline
 * @param orphans writes of the present run whose writer is gone without telling the outcome
 */
public record Postmortem(
        String bootId,
        List<JournalEntry> suspects,
        JournalEntry last,
        Map<String, String> settings,
        List<JournalEntry> orphans) {
    /** @param folder of the journal */
    public static Postmortem of(Path folder) throws IOException {
        return of(ControlJournal.read(folder), ControlJournal.currentBootId());
    }

    static Postmortem of(List<JournalEntry> journal, String present) {
        String ended = null;
        List<JournalEntry> orphans = new ArrayList<>();
        for (JournalEntry entry : journal) {
            if (!entry.bootId().equals(present)) {
                ended = entry.bootId();
            } else if (entry.inFlight() && !isRunning(entry.pid())) {
                orphans.add(entry);
            }
        }
        String run = ended;
        List<JournalEntry> ofRun =
                journal.stream().filter(entry -> entry.bootId().equals(run)).toList();
        return new Postmortem(
                run,
                ControlJournal.inFlight(ofRun),
                ofRun.isEmpty() ? null : ofRun.getLast(),
                settings(ofRun),
                orphans);
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** What a write that went through set; what it found, if it did not. */
    private static Map<String, String> settings(List<JournalEntry> entries) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            entry.oldValue().ifPresent(old -> settings.putIfAbsent(entry.file(), old.strip()));
            boolean set = !entry.inFlight() && !entry.failed() && !entry.how().endsWith("dir");
            if (set) {
                settings.put(entry.file(), entry.shown());
            }
        }
        return settings;
    }

    /** What the top instance's tracer was when the run ended, as far as the journal knows; "" if it does not. */
    public String tracer() {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().endsWith("/current_tracer")
                        && !setting.getKey().contains("/instances/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
