package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedJarsTest {
    private static final byte[] TEXT = "to be or not to be or not".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static byte[] jar(String name, byte[] content, boolean stored) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("a comment");
            ZipEntry entry = new ZipEntry(name);
            if (stored) {
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
            }
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private NestedJars open(byte[] bytes) throws IOException {
        return new NestedJars(Files.write(folder.resolve("x.jar"), bytes));
    }

    @Test
    void shouldReadAClassOfAJarInAJarBehindALauncherScript() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.UTF_8));
        bytes.write(jar("lib/in.jar", jar("A.class", TEXT, false), true));

        try (NestedJars jars = open(bytes.toByteArray())) {
            NestedJars.Entry inner = jars.entries().get(0);
            assertThat(inner.name).isEqualTo("lib/in.jar");
            assertThat(inner.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.name).isEqualTo("A.class");
                assertThat(entry.open().readAllBytes()).isEqualTo(TEXT);
            });
        }
    }

    @Test
    void shouldSayThatAJarInAJarIsPacked() throws IOException {
        try (NestedJars jars = open(jar("in.jar", jar("A.class", TEXT, true), false))) {
            assertThat(jars.entries().get(0).entries()).isNull();
        }
    }

    /** A program's memory is not ours to fill, whatever its files say. */
    @Test
    void shouldRefuseEachDamageInsteadOfBelievingIt() throws IOException {
        byte[] whole = jar("lib/in.jar", jar("A.class", TEXT, false), true);
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = Arrays.copyOf(whole, whole.length);
            damaged[i] ^= (byte) 0xff;
            try (NestedJars jars = open(damaged)) {
                for (NestedJars.Entry outer : jars.entries()) {
                    for (NestedJars.Entry inner :
                            outer.entries() == null ? List.<NestedJars.Entry>of() : outer.entries()) {
                        inner.open();
                    }
                }
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThatThrownBy(() -> open(TEXT).entries()).isInstanceOf(IOException.class);
    }
}
