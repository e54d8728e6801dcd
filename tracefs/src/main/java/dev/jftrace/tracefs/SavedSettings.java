package dev.jftrace.tracefs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What control files said before they were changed. Whatever is written through {@link #tracefs} is remembered first; in a file
 * too, if there is one, so that {@code jftrace restore-settings} can put it back if this process is killed.
 *
 * <p>{@link #restore} may be called by any thread, by a shutdown hook for one; it works once.
 */
public final class SavedSettings implements RememberingTree.Memory, AutoCloseable {
    private final Tracefs original;
    private final SettingsFile file;
    /** Of the sysctls; null where the tree has none. */
    private final SavedSettings sysctl;

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    /** Files that were asked for already; reading each again before each change would cost more than the change. */
    private final Set<String> remembered = new HashSet<>();

    private boolean restored;

    private SavedSettings(Tracefs original, SettingsFile file) {
        this.original = original;
        this.file = file;
        Tracefs beside = original.sysctl();
        boolean has = !beside.root().equals(original.root());
        this.sysctl = has ? new SavedSettings(beside, file == null ? null : file.of(beside)) : null;
    }

    /** Remembers in this process only. */
    public static SavedSettings of(Tracefs tracefs) {
        return new SavedSettings(tracefs, null);
    }

    /** Remembers in a file too, which is there while something is to be put back. */
    public static SavedSettings of(Tracefs tracefs, SettingsFile file) {
        return new SavedSettings(tracefs, file);
    }

    /**
     * Puts everything back when the JVM goes down too: after Ctrl-C, SIGTERM, an exception that nobody caught. What can't be put
     * back then stays in the file for {@code restore-settings}.
     */
    public SavedSettings restoringAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::restoreQuietly, "jftrace-settings"));
        return this;
    }

    private void restoreQuietly() {
        try {
            restore();
        } catch (IOException e) {
            return; // the file is still there, and nobody is left to be told
        }
    }

    /** What a process that died had remembered. */
    static SavedSettings ofDead(Tracefs tracefs, List<Setting> settings) {
        SavedSettings saved = new SavedSettings(tracefs, null);
        settings.forEach(setting -> saved.settings.putIfAbsent(setting.file(), setting));
        return saved;
    }

    /** The same tree; what it said before each change is remembered. */
    public Tracefs tracefs() {
        return new Tracefs(new RememberingTree(original.tree(), this), sysctl == null ? null : sysctl.tracefs());
    }

    @Override
    public synchronized void remember(String changed) throws IOException {
        String asked = SettingReader.common(changed);
        if (!restored && !remembered.contains(asked) && !isOfNewInstance(changed)) {
            keep(new SettingReader(original.tree()).before(changed));
            remembered.add(asked);
        }
    }

    @Override
    public synchronized void rememberNone(String folder) throws IOException {
        if (!restored) {
            keep(List.of(new Setting(SettingKind.INSTANCE, folder, "")));
        }
    }

    /** It goes as a whole. */
    private boolean isOfNewInstance(String changed) {
        return settings.values().stream()
                .anyMatch(one -> one.kind() == SettingKind.INSTANCE && changed.startsWith(one.file() + "/"));
    }

    private void keep(List<Setting> read) throws IOException {
        List<Setting> fresh =
                read.stream().filter(one -> !settings.containsKey(one.file())).toList();
        if (fresh.isEmpty()) {
            return;
        }
        if (file != null) {
            file.append(fresh);
        }
        fresh.forEach(one -> settings.put(one.file(), one));
    }

    /**
     * Puts everything back, as far as it goes.
     *
     * @throws TracefsException the first refusal, the others as suppressed; all else is put back
     */
    public synchronized void restore() throws IOException {
        if (restored) {
            return;
        }
        restored = true;
        TracefsException first = null;
        for (Setting setting : inOrder()) {
            try {
                new SettingWriter(original).write(setting);
            } catch (TracefsException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first == null && file != null) {
            file.delete();
        }
        if (sysctl != null) {
            sysctl.restore();
        }
        if (first != null) {
            throw first;
        }
    }

    private List<Setting> inOrder() {
        List<Setting> all = new ArrayList<>(settings.values());
        for (Setting setting : settings.values()) {
            if (setting.kind() == SettingKind.STOP) {
                all.add(new Setting(SettingKind.TRACER, setting.file(), setting.value()));
            }
        }
        all.sort(Comparator.comparing(Setting::kind));
        return all;
    }

    /** {@link #restore}. */
    @Override
    public void close() throws IOException {
        restore();
    }
}
