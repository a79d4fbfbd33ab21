/** What programs write that believe they write to a terminal: escape sequences (ECMA-48), and text without them. */
package dev.a3s.ansi;
