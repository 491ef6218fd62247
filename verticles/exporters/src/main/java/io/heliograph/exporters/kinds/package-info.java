/** The kinds of exporters that come with the hub; each leans on nothing but what a jar of the user could lean on. */
package io.heliograph.exporters.kinds;
