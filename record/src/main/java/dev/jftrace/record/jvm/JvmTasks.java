package dev.jftrace.record.jvm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The names of one JVM's tasks, as lines of saved_cmdlines. A virtual thread is a task of its own. */
final class JvmTasks {
    /** Far above every Linux pid, which end at 2^22. */
    private static final int FIRST_VIRTUAL = 1_000_000_000;

    private final Path file;
    private final Map<Integer, String> names = new TreeMap<>();
    private long read;
    private boolean othersAdded;

    JvmTasks(Path folder) {
        this.file = folder.resolve("tasks");
    }

    /** The pid that stands for a virtual thread; also makes its name. */
    int virtual(long javaThread) {
        int pid = virtualPid(javaThread);
        othersAdded |= names.putIfAbsent(pid, virtualName(javaThread)) == null;
        return pid;
    }

    static int virtualPid(long javaThread) {
        return FIRST_VIRTUAL + (int) (javaThread % (Integer.MAX_VALUE - FIRST_VIRTUAL));
    }

    static String virtualName(long javaThread) {
        return "virtual-" + javaThread;
    }

    /** Of a thread that calls nothing traced, so that the agent does not know it. */
    void add(int pid, String name) {
        String line = name.replace('\n', ' ').replace('\r', ' ');
        othersAdded |= names.putIfAbsent(pid, line) == null;
    }

    /** Reads what the agent has added since the last call. @return whether there is a new name */
    boolean update() throws IOException {
        boolean changed = othersAdded;
        othersAdded = false;
        if (!Files.exists(file) || Files.size(file) == read) {
            return changed;
        }
        byte[] text = AppendedText.read(file, read);
        read += text.length;
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            String[] columns = line.split("\t", 3);
            if (columns.length == 3 && columns[0].matches("[0-9]{1,9}")) {
                names.put(Integer.parseInt(columns[0]), columns[2]);
            }
        }
        return true;
    }

    byte[] savedCmdlines() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        names.forEach((pid, name) -> text.writeBytes((pid + " " + name + "\n").getBytes(StandardCharsets.UTF_8)));
        return text.toByteArray();
    }
}
