package dev.jftrace.analysis.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What is open, over all tasks; what lost events may have ended is forgotten. */
final class OpenEvents {
    private final Set<OpenEvent> migrating = new LinkedHashSet<>();
    private final Map<Integer, Set<OpenEvent>> pinned = new HashMap<>();

    void add(OpenEvent open, int cpu) {
        setOf(open, cpu).add(open);
        open.task().add(open);
    }

    private Set<OpenEvent> setOf(OpenEvent open, int cpu) {
        return open.key().event().migrates() ? migrating : pinned.computeIfAbsent(cpu, number -> new LinkedHashSet<>());
    }

    void remove(OpenEvent open) {
        if (!migrating.remove(open)) {
            pinned.values().forEach(events -> events.remove(open));
        }
        open.task().remove(open);
    }

    /** Events of that CPU were lost. */
    void lost(int cpu) {
        for (OpenEvent open : new ArrayList<>(pinned.getOrDefault(cpu, Set.of()))) {
            remove(open);
        }
        for (OpenEvent open : new ArrayList<>(migrating)) {
            remove(open);
        }
    }
}
