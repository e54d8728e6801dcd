package dev.jftrace.agent.control;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tree of control files: names below its root, as {@code options/overwrite}, to files. */
final class ControlFiles {
    private final Map<String, ControlFile> files = new TreeMap<>();

    void add(String name, ControlFile file) {
        files.put(name, file);
    }

    ControlFile find(String name) throws IOException {
        ControlFile file = files.get(name);
        if (file == null) {
            throw new ControlException(Errno.ENOENT, "no such control file");
        }
        return file;
    }

    /** Names in a folder, a line each; those of folders end with a slash. @param folder "" for the root */
    String list(String folder) throws IOException {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String name : files.keySet()) {
            if (name.startsWith(prefix)) {
                int slash = name.indexOf('/', prefix.length());
                names.add(name.substring(prefix.length(), slash < 0 ? name.length() : slash + 1));
            }
        }
        if (names.isEmpty()) {
            throw new ControlException(Errno.ENOENT, "no such folder");
        }
        return String.join("\n", names) + "\n";
    }
}
