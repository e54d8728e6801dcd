package dev.jftrace.record.kernel;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.Instance;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The threads of this process, which a recording leaves out: their events would be of the recording itself. */
final class OwnTasks {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final List<String> FILES = List.of("set_event_notrace_pid", "set_ftrace_notrace_pid");

    private static final String NONE = "no pid";

    private final Set<Integer> excluded = new TreeSet<>();
    private final Map<ControlFile, String> before = new LinkedHashMap<>();

    /** Those that there are now, beside those whom the user leaves out. */
    void exclude(List<Instance> instances) throws IOException {
        Set<Integer> now = tasks();
        for (Instance instance : instances) {
            for (String name : FILES) {
                ControlFile file = instance.file(name);
                if (file.exists()) {
                    before.putIfAbsent(file, file.value());
                    file.write(words(now));
                }
            }
        }
        excluded.addAll(now);
    }

    /** The JVM starts a thread now and then, to compile for one. */
    void excludeNew(List<Instance> instances) throws IOException {
        Set<Integer> fresh = tasks();
        fresh.removeAll(excluded);
        if (fresh.isEmpty()) {
            return;
        }
        for (Instance instance : instances) {
            for (String name : FILES) {
                ControlFile file = instance.file(name);
                if (file.exists()) {
                    file.write(words(fresh));
                }
            }
        }
        excluded.addAll(fresh);
    }

    /** Takes them out again, where tracing stays: these tasks end, and their numbers will be others'. */
    void forget() throws IOException {
        for (Map.Entry<ControlFile, String> each : before.entrySet()) {
            String pids = each.getValue();
            if (pids.isEmpty() || pids.equals(NONE)) {
                each.getKey().clear();
            } else {
                each.getKey().replace(pids.replace('\n', ' '));
            }
        }
        before.clear();
        excluded.clear();
    }

    private static String words(Set<Integer> pids) {
        return pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Set<Integer> tasks() throws IOException {
        Set<Integer> pids = new TreeSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            tasks.forEach(task -> pids.add(Integer.valueOf(task.getFileName().toString())));
        }
        return pids;
    }
}
