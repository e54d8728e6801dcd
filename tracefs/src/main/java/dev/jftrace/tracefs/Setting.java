package dev.jftrace.tracefs;

/**
 * What a control file said before it was changed.
 *
 * @param file below the tree's root; of {@link SettingKind#INSTANCE} the instance's folder
 * @param value as it was read, without the space around it
 */
record Setting(SettingKind kind, String file, String value) {}
