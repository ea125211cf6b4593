"""Names of countries, in English and Spanish and as other programs write them, and their ISO 3166-1 codes."""

from __future__ import annotations

import re
from functools import cache

from ...schema.folding import fold

_NAMES = """
AD Andorra
AE United Arab Emirates|Emiratos Árabes Unidos
AF Afghanistan|Afganistán
AG Antigua & Barbuda|Antigua y Barbuda
AI Anguilla|Anguila
AL Albania
AM Armenia
AO Angola
AQ Antarctica|Antártida
AR Argentina
AS American Samoa|Samoa Americana
AT Austria
AU Australia
AW Aruba
AX Åland Islands|Islas Aland
AZ Azerbaijan|Azerbaiyán
BA Bosnia & Herzegovina|Bosnia y Herzegovina
BB Barbados
BD Bangladesh|Bangladés
BE Belgium|Bélgica
BF Burkina Faso
BG Bulgaria
BH Bahrain|Baréin
BI Burundi
BJ Benin
BL St. Barthélemy|San Bartolomé|Saint Barthelemy
BM Bermuda|Bermudas
BN Brunei|Brunei Darussalam
BO Bolivia|Plurinational State of Bolivia
BQ Caribbean Netherlands|Caribe neerlandés
BR Brazil|Brasil
BS Bahamas
BT Bhutan|Bután
BV Bouvet Island|Isla Bouvet
BW Botswana|Botsuana
BY Belarus|Bielorrusia
BZ Belize|Belice
CA Canada
CC Cocos (Keeling) Islands|Islas Cocos
CD Congo - Kinshasa|República Democrática del Congo|Democratic Republic of the Congo
CF Central African Republic|República Centroafricana
CG Congo - Brazzaville|Congo
CH Switzerland|Suiza
CI Côte d’Ivoire|Cote d'Ivoire|Ivory Coast
CK Cook Islands|Islas Cook
CL Chile
CM Cameroon|Camerún
CN China
CO Colombia
CR Costa Rica
CU Cuba
CV Cape Verde|Cabo Verde
CW Curaçao|Curazao
CX Christmas Island|Isla de Navidad
CY Cyprus|Chipre
CZ Czechia|Chequia|Czech Republic|República Checa
DE Germany|Alemania
DJ Djibouti|Yibuti
DK Denmark|Dinamarca
DM Dominica
DO Dominican Republic|República Dominicana
DZ Algeria|Argelia
EC Ecuador
EE Estonia
EG Egypt|Egipto
EH Western Sahara|Sáhara Occidental
ER Eritrea
ES Spain|España
ET Ethiopia|Etiopía
FI Finland|Finlandia
FJ Fiji|Fiyi
FK Falkland Islands|Islas Malvinas
FM Micronesia|Federated States of Micronesia
FO Faroe Islands|Islas Feroe
FR France|Francia
GA Gabon
GB United Kingdom|Reino Unido|Great Britain|England
GD Grenada|Granada
GE Georgia
GF French Guiana|Guayana Francesa
GG Guernsey|Guernesey
GH Ghana
GI Gibraltar
GL Greenland|Groenlandia
GM Gambia
GN Guinea
GP Guadeloupe|Guadalupe
GQ Equatorial Guinea|Guinea Ecuatorial
GR Greece|Grecia
GS South Georgia & South Sandwich Islands|Islas Georgia del Sur y Sandwich del Sur|South Georgia and the South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea-Bissau|Guinea-Bisáu
GY Guyana
HK Hong Kong SAR China|RAE de Hong Kong (China)|Hong Kong
HM Heard & McDonald Islands|Islas Heard y McDonald|Heard Island and McDonald Islands
HN Honduras
HR Croatia|Croacia
HT Haiti
HU Hungary|Hungría
ID Indonesia
IE Ireland|Irlanda
IL Israel
IM Isle of Man|Isla de Man
IN India
IO British Indian Ocean Territory|Territorio Británico del Océano Índico
IQ Iraq|Irak
IR Iran|Islamic Republic of Iran
IS Iceland|Islandia
IT Italy|Italia
JE Jersey
JM Jamaica
JO Jordan|Jordania
JP Japan|Japón
KE Kenya|Kenia
KG Kyrgyzstan|Kirguistán|Kyrgyz Republic
KH Cambodia|Camboya
KI Kiribati
KM Comoros|Comoras
KN St. Kitts & Nevis|San Cristóbal y Nieves
KP North Korea|Corea del Norte|Democratic People's Republic of Korea
KR South Korea|Corea del Sur|Korea|Republic of Korea
KW Kuwait
KY Cayman Islands|Islas Caimán
KZ Kazakhstan|Kazajistán
LA Laos|Lao People's Democratic Republic
LB Lebanon|Líbano
LC St. Lucia|Santa Lucía
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho|Lesoto
LT Lithuania|Lituania
LU Luxembourg|Luxemburgo
LV Latvia|Letonia
LY Libya|Libia|Libyan Arab Jamahiriya
MA Morocco|Marruecos
MC Monaco
MD Moldova|Moldavia|Republic of Moldova
ME Montenegro
MF St. Martin|San Martín
MG Madagascar
MH Marshall Islands|Islas Marshall
MK North Macedonia|Macedonia del Norte|Macedonia
ML Mali
MM Myanmar (Burma)|Myanmar (Birmania)|Myanmar
MN Mongolia
MO Macao SAR China|RAE de Macao (China)|Macao
MP Northern Mariana Islands|Islas Marianas del Norte
MQ Martinique|Martinica
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius|Mauricio
MV Maldives|Maldivas
MW Malawi|Malaui
MX Mexico
MY Malaysia|Malasia
MZ Mozambique
NA Namibia
NC New Caledonia|Nueva Caledonia
NE Niger
NF Norfolk Island|Isla Norfolk
NG Nigeria
NI Nicaragua
NL Netherlands|Países Bajos|Holland
NO Norway|Noruega
NP Nepal
NR Nauru
NU Niue
NZ New Zealand|Nueva Zelanda
OM Oman
PA Panama
PE Peru
PF French Polynesia|Polinesia Francesa
PG Papua New Guinea|Papúa Nueva Guinea
PH Philippines|Filipinas
PK Pakistan
PL Poland|Polonia
PM St. Pierre & Miquelon|San Pedro y Miquelón
PN Pitcairn Islands|Islas Pitcairn
PR Puerto Rico
PS Palestinian Territories|Territorios Palestinos|Palestinian Territory|Palestine
PT Portugal
PW Palau|Palaos
PY Paraguay
QA Qatar|Catar
RE Réunion
RO Romania|Rumanía
RS Serbia
RU Russia|Rusia|Russian Federation
RW Rwanda|Ruanda
SA Saudi Arabia|Arabia Saudí
SB Solomon Islands|Islas Salomón
SC Seychelles
SD Sudan
SE Sweden|Suecia
SG Singapore|Singapur
SH St. Helena|Santa Elena
SI Slovenia|Eslovenia
SJ Svalbard & Jan Mayen|Svalbard y Jan Mayen|Svalbard & Jan Mayen Islands
SK Slovakia|Eslovaquia|Slovak Republic
SL Sierra Leone|Sierra Leona
SM San Marino
SN Senegal
SO Somalia
SR Suriname|Surinam
SS South Sudan|Sudán del Sur
ST São Tomé & Príncipe|Santo Tomé y Príncipe|Sao Tome and Principe
SV El Salvador
SX Sint Maarten
SY Syria|Siria|Syrian Arab Republic
SZ Eswatini|Esuatini|Swaziland
TC Turks & Caicos Islands|Islas Turcas y Caicos
TD Chad
TF French Southern Territories|Territorios Australes Franceses
TG Togo
TH Thailand|Tailandia
TJ Tajikistan|Tayikistán
TK Tokelau
TL Timor-Leste|East Timor
TM Turkmenistan
TN Tunisia|Túnez
TO Tonga
TR Türkiye|Turquía|Turkey
TT Trinidad & Tobago|Trinidad y Tobago
TV Tuvalu
TW Taiwan
TZ Tanzania|United Republic of Tanzania
UA Ukraine|Ucrania
UG Uganda
UM U.S. Outlying Islands|Islas menores alejadas de EE. UU.|United States Minor Outlying Islands
US United States|Estados Unidos|United States of America|USA|Estados Unidos de América
UY Uruguay
UZ Uzbekistan
VA Vatican City|Ciudad del Vaticano|Holy See
VC St. Vincent & Grenadines|San Vicente y las Granadinas
VE Venezuela|Bolivarian Republic of Venezuela
VG British Virgin Islands|Islas Vírgenes Británicas
VI U.S. Virgin Islands|Islas Vírgenes de EE. UU.|United States Virgin Islands
VN Vietnam|Viet Nam
VU Vanuatu
WF Wallis & Futuna|Wallis y Futuna
WS Samoa
YE Yemen
YT Mayotte
ZA South Africa|Sudáfrica
ZM Zambia
ZW Zimbabwe|Zimbabue
"""


def code_of_country(text: str) -> str | None:
    """Return the code of the country called ``text``; None where none is.

    Case, accents, punctuation, ``St.`` for ``Saint`` and what stands in brackets do not count; a code is its own name.
    """
    if re.fullmatch(r"[A-Za-z]{2}", text.strip()) and text.strip().upper() in _codes().values():
        return text.strip().upper()
    return _codes().get(_plain(text)) or _codes().get(_plain(re.sub(r"\(.*?\)", "", text)))


@cache
def _codes() -> dict[str, str]:
    """Return the code of every name in its plain form."""
    found: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        code, _, names = line.partition(" ")
        for name in names.split("|"):
            found.setdefault(_plain(name), code)
    return found


def _plain(name: str) -> str:
    words = re.findall(r"[a-z]+", fold(name).replace("’", "'").replace("&", " and "))
    return " ".join("saint" if word == "st" else word for word in words if word != "the")
