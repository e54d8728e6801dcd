package dev.jftrace.tracefs.hazard;

import dev.jftrace.tracefs.image.BootImage;
import dev.jftrace.tracefs.image.KernelCore;
import dev.jftrace.tracefs.image.KernelSymbols;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A kernel that is looked at by its files, of whatever machine.
 *
 * @param image a vmlinuz or vmlinux, or null
 * @param map a System.map or a copy of /proc/kallsyms, or null
 * @param kcore a copy of /proc/kcore, or null
 */
public record KernelFiles(Path image, Path map, Path kcore) {
    /** What its image says of it; the rest of that machine is not known. */
    Machine machine() throws IOException {
        if (image == null) {
            return Machine.elsewhere("", "x86-64");
        }
        BootImage kernel = BootImage.read(image);
        return Machine.elsewhere(kernel.banner(), kernel.isWide() ? "x86-64" : "i386");
    }

    GraphCallSite site() throws IOException {
        if (map == null) {
            return GraphCallSite.unread("without the kernel's symbols (--map) the place can't be found in the image");
        }
        KernelSymbols symbols = KernelSymbols.read(map, GraphCallSite.SYMBOLS);
        if (kcore != null) {
            try (KernelCore core = KernelCore.open(kcore)) {
                return GraphCallSite.look(symbols, core, 0, map + " and " + kcore);
            }
        }
        if (image == null) {
            return GraphCallSite.look(symbols, null, 0, map.toString());
        }
        BootImage kernel = BootImage.read(image);
        OptionalLong text = symbols.address(GraphCallSite.TEXT);
        // Symbols of a running kernel were moved (KASLR); the image was not.
        long moved = text.isPresent() ? text.getAsLong() - kernel.linkedAt() : 0;
        return GraphCallSite.look(symbols, kernel, moved, map + " and " + image);
    }
}
