package dev.jftrace.tracefs.hazard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is known of the machine before anything is written. A fact that can't be read is "".
 *
 * @param arch as {@code x86-64}, {@code i386}, {@code arm64}
 * @param release as uname -r
 * @param version of the sources; a distribution's release may hide it
 * @param vendor who built the kernel, as far as its banner tells
 * @param linker the GNU ld that linked it; newer kernels tell
 * @param hypervisor {@code none}, {@code vmware}, {@code hyperv}, {@code pvm}, {@code qemu-tcg}, {@code kvm}, {@code xen},
 *     {@code virtualbox}, or {@code unknown} for one that is there
 * @param lockdown {@code none}, {@code integrity}, {@code confidentiality}
 * @param commandLine the kernel's words
 * @param modules those that are loaded
 */
public record Machine(
        String arch,
        String release,
        KernelVersion version,
        String vendor,
        String linker,
        String hypervisor,
        String lockdown,
        Set<String> commandLine,
        Set<String> modules) {
    private static final Pattern LINKER = Pattern.compile("GNU ld \\([^)]*\\) ([0-9.]+)");
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)\\]");
    private static final List<String> VENDORS = List.of(
            "Ubuntu", "Debian", "SUSE", "Red Hat", "Fedora", "Microsoft", "Amazon", "Android", "Arch", "Gentoo");

    /** @param root of a file system with /proc and /sys: "/", or a copy of somebody else's */
    public static Machine of(Path root) {
        String banner = text(root, "proc/version");
        String release = text(root, "proc/sys/kernel/osrelease").strip();
        String arch = text(root, "proc/sys/kernel/arch").strip();
        return of(banner, release, arch.isEmpty() ? System.getProperty("os.arch") : arch, root);
    }

    /** Somebody else's, of which no more is known than its kernel's banner; "" if not even that. */
    static Machine elsewhere(String banner, String arch) {
        String release = banner.replaceFirst("^Linux version ", "").replaceFirst(" .*", "");
        return new Machine(
                arch,
                release,
                KernelVersion.of(release, banner, ""),
                vendor(banner),
                linker(banner),
                "unknown",
                "",
                Set.of(),
                Set.of());
    }

    private static Machine of(String banner, String release, String arch, Path root) {
        Set<String> words = Set.of(text(root, "proc/cmdline").strip().split("\\s+")).stream()
                .collect(Collectors.toSet());
        Set<String> modules = text(root, "proc/modules")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .collect(Collectors.toSet());
        Matcher lockdown = CHOSEN.matcher(text(root, "sys/kernel/security/lockdown"));
        return new Machine(
                arch(arch),
                release,
                KernelVersion.of(release, banner, text(root, "proc/version_signature")),
                vendor(banner),
                linker(banner),
                hypervisor(root, banner, words),
                lockdown.find() ? lockdown.group(1) : "",
                words,
                modules);
    }

    private static String arch(String name) {
        return switch (name) {
            case "x86_64", "amd64" -> "x86-64";
            case "i386", "i486", "i586", "i686", "x86" -> "i386";
            case "aarch64" -> "arm64";
            default -> name.startsWith("arm") ? "arm" : name;
        };
    }

    private static String vendor(String banner) {
        return VENDORS.stream()
                .filter(vendor -> banner.toLowerCase(Locale.ROOT).contains(vendor.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
    }

    private static String linker(String banner) {
        Matcher linker = LINKER.matcher(banner);
        return linker.find() ? linker.group(1) : "";
    }

    private static String hypervisor(Path root, String banner, Set<String> commandLine) {
        String cpu = text(root, "proc/cpuinfo");
        String product = text(root, "sys/class/dmi/id/sys_vendor") + text(root, "sys/class/dmi/id/product_name");
        if (commandLine.stream().anyMatch(word -> word.startsWith("nested_pvm=1"))) {
            return "pvm";
        }
        if (banner.contains("microsoft") || product.contains("Microsoft Corporation") && product.contains("Virtual")) {
            return "hyperv";
        }
        if (product.contains("VMware")) {
            return "vmware";
        }
        if (product.contains("innotek") || product.contains("VirtualBox")) {
            return "virtualbox";
        }
        if (text(root, "sys/hypervisor/type").startsWith("xen")) {
            return "xen";
        }
        if (cpu.contains("QEMU TCG CPU")) {
            return "qemu-tcg";
        }
        boolean guest = Pattern.compile("^flags.* hypervisor\\b", Pattern.MULTILINE)
                .matcher(cpu)
                .find();
        return !guest ? "none" : product.contains("QEMU") || product.contains("KVM") ? "kvm" : "unknown";
    }

    private static String text(Path root, String name) {
        try {
            // Not by its size, which is 0 for files of /proc.
            try (var in = Files.newInputStream(root.resolve(name))) {
                return new String(in.readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            return "";
        }
    }
}
