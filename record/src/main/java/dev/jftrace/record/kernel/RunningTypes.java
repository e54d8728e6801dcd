package dev.jftrace.record.kernel;

import dev.jftrace.event.Btf;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What declares the functions of a running kernel, and of its modules: {@code /sys/kernel/btf}. Each file is read when it is needed. */
public final class RunningTypes {
    private static final String KERNEL = "vmlinux";

    private final Path folder;
    private final Map<String, Btf> read = new HashMap<>();

    public RunningTypes() {
        this(Path.of("/sys/kernel/btf"));
    }

    RunningTypes(Path folder) {
        this.folder = folder;
    }

    /** @param module "" for the kernel itself. @return as C declares it; empty if that is not known */
    public Optional<String> declarationOf(String function, String module) throws IOException {
        Btf types = read.get(module);
        if (types == null) {
            types = module.isEmpty()
                    ? Btf.of(bytes(KERNEL), ByteOrder.nativeOrder())
                    : Btf.ofModule(bytes(KERNEL), bytes(module), ByteOrder.nativeOrder());
            read.put(module, types);
        }
        return types.declarationOf(function);
    }

    private byte[] bytes(String name) throws IOException {
        Path file = folder.resolve(name);
        boolean plain = name.matches("[A-Za-z0-9_-]+");
        return plain && Files.isReadable(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
