package dev.jftrace.cli;

import dev.jftrace.record.attach.JvmTree;
import dev.jftrace.record.attach.LeftJvm;
import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.tracefs.SavedSettings;
import dev.jftrace.tracefs.SettingsFile;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which tree of control files a command drives: the running kernel's, or with {@code --jvm} that of a JVM. */
final class TreeOption {
    private final Tracefs copy;
    private boolean force;
    private String jvm;
    private JvmTree tree;

    TreeOption() {
        this(null);
    }

    /** @param copy what is driven where no JVM is named, rather than the kernel's; null for that */
    TreeOption(Tracefs copy) {
        this.copy = copy;
    }

    /** The option of commands that write what may be dangerous. */
    void addForce(OptionTable table) {
        table.flag("force", "write also what is known to have killed machines like this one", value -> force = true);
    }

    /** The option of commands that know a JVM too. */
    TreeOption addJvm(OptionTable table) {
        table.value("jvm", "PID|MAIN", "of this running JVM, not of the kernel", value -> jvm = value);
        return this;
    }

    /** As {@link #addJvm}, where the option without a value is meant for all JVMs. */
    void addJvms(OptionTable table, Runnable all) {
        table.optional(
                OptionTable.NO_LETTER, "jvm", "PID|MAIN", "the running JVMs; with a value, of this one", value -> {
                    jvm = value;
                    if (value == null) {
                        all.run();
                    }
                });
    }

    /** The JVM that was named. */
    private RunningJvm running() throws IOException, UsageException {
        return JvmTarget.of(jvm);
    }

    /** What the JVM that was named left, if it is gone. */
    Optional<LeftJvm> left() {
        return jvm == null ? Optional.empty() : LeftJvm.ofGone(jvm);
    }

    /** Whether one JVM was named. */
    boolean isOfJvm() {
        return jvm != null;
    }

    /** To look at: of a JVM only if it is traced already. */
    Tracefs toRead() throws IOException, UsageException {
        if (jvm == null) {
            return Tracefs.ofKernel();
        }
        tree = JvmTree.traced(running());
        return Tracefs.of(tree);
    }

    /** To look at what could be traced: a JVM gets the agent for so long. */
    Tracefs toList() throws IOException, UsageException {
        return jvm == null ? toRead() : toChange();
    }

    /** To change; each change of the kernel's is journaled. A JVM gets the agent if it has none. */
    Tracefs toChange() throws IOException, UsageException {
        if (jvm == null) {
            return copy == null ? Tracefs.ofKernel(force) : copy;
        }
        tree = JvmTree.of(running());
        return Tracefs.of(tree);
    }

    /** To change what is traced already. */
    Tracefs toChangeTraced() throws IOException, UsageException {
        return jvm == null ? toChange() : toRead();
    }

    /** Keeps what the kernel's said before each change, also for {@code restore-settings}. */
    SavedSettings toChangeAndRestore() throws IOException {
        if (copy != null) {
            return SavedSettings.of(copy);
        }
        Tracefs tracefs = Tracefs.ofKernel(force);
        return SavedSettings.of(tracefs, SettingsFile.in(SettingsFile.folder(), Path.of(tracefs.root())));
    }

    /** Makes a JVM as it was before the agent came; nothing happens to a kernel. */
    void detach() throws IOException {
        if (tree != null) {
            tree.detach();
        }
    }

    /** Takes an agent out again that was brought in for a look, if nothing is traced. */
    void leave() throws IOException {
        if (tree != null) {
            tree.leave();
        }
    }
}
