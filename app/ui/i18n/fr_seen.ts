<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_CA" sourcelanguage="en">
<context>
    <name>seen</name>
    <message><source>a picture without serious faults</source><translation>une image sans défaut grave</translation></message>
    <message><source>a print of the image as it came in</source><translation>une empreinte de l’image telle que reçue</translation></message>
    <message><source>A tank that is declared empty holds no rest.</source><translation>Une citerne déclarée vide ne contient pas de reste.</translation></message>
    <message><source>Aircraft, spacecraft; parts</source><translation>Navigation aérienne ou spatiale</translation></message>
    <message><source>Albuminoidal substances; glues; enzymes</source><translation>Matières albuminoïdes; colles; enzymes</translation></message>
    <message><source>Aluminum and articles thereof</source><translation>Aluminium et ouvrages en aluminium</translation></message>
    <message><source>an empty shell</source><translation>une cuve vide</translation></message>
    <message><source>An image is given for one thing only.</source><translation>Une image est donnée pour une seule chose.</translation></message>
    <message><source>an image with both energies</source><translation>une image aux deux énergies</translation></message>
    <message><source>Animal, vegetable or microbial fats and oils</source><translation>Graisses et huiles animales, végétales ou microbiennes</translation></message>
    <message><source>Apparel, knitted or crocheted</source><translation>Vêtements en bonneterie</translation></message>
    <message><source>Apparel, not knitted or crocheted</source><translation>Vêtements autres qu’en bonneterie</translation></message>
    <message><source>Arms and ammunition</source><translation>Armes et munitions</translation></message>
    <message><source>Articles of iron or steel</source><translation>Ouvrages en fonte, fer ou acier</translation></message>
    <message><source>Articles of leather; travel goods, handbags</source><translation>Ouvrages en cuir; articles de voyage, sacs à main</translation></message>
    <message><source>Articles of stone, plaster, cement</source><translation>Ouvrages en pierres, plâtre, ciment</translation></message>
    <message><source>At least {count} consignees at this address within {days} days.</source><translation>Au moins {count} destinataires à cette adresse en {days} jours.</translation></message>
    <message><source>Beverages, spirits and vinegar</source><translation>Boissons, liquides alcooliques et vinaigres</translation></message>
    <message><source>Bound for Canada from {origin}, and loaded in Canada ({place}).</source><translation>À destination du Canada depuis {origin}, et chargé au Canada ({place}).</translation></message>
    <message><source>Carpets</source><translation>Tapis</translation></message>
    <message><source>Ceramic products</source><translation>Produits céramiques</translation></message>
    <message><source>Cereals</source><translation>Céréales</translation></message>
    <message><source>Clocks and watches</source><translation>Horlogerie</translation></message>
    <message><source>Cocoa and cocoa preparations</source><translation>Cacao et ses préparations</translation></message>
    <message><source>Code and description speak of the same goods.</source><translation>Le code et la description parlent des mêmes marchandises.</translation></message>
    <message><source>Coffee, tea, maté and spices</source><translation>Café, thé, maté et épices</translation></message>
    <message><source>Copper and articles thereof</source><translation>Cuivre et ouvrages en cuivre</translation></message>
    <message><source>Cork and articles of cork</source><translation>Liège et ouvrages en liège</translation></message>
    <message><source>Cotton</source><translation>Coton</translation></message>
    <message><source>Dairy produce; eggs; honey</source><translation>Laits et produits de la laiterie; œufs; miel</translation></message>
    <message><source>Data came {minutes} min before arrival, not {limit}.</source><translation>Données reçues {minutes} min avant l’arrivée, pas {limit}.</translation></message>
    <message><source>Data is in by the mode's time frame.</source><translation>Les données arrivent dans le délai du mode.</translation></message>
    <message><source>Declared empty, and something fills the tank to {height} ± {sigma}.</source><translation>Déclarée vide, et quelque chose remplit la citerne jusqu’à {height} ± {sigma}.</translation></message>
    <message><source>Declared loaded, and the tank looks like an empty shell.</source><translation>Déclarée chargée, et la citerne a l’aspect d’une cuve vide.</translation></message>
    <message><source>Dyes, paints, varnishes, inks</source><translation>Colorants, peintures, vernis, encres</translation></message>
    <message><source>Electrical machinery and equipment; parts</source><translation>Machines et appareils électriques; parties</translation></message>
    <message><source>Empty equipment is as long inside as its type.</source><translation>Un équipement vide est aussi long à l’intérieur que son type.</translation></message>
    <message><source>enough earlier shipments on record</source><translation>assez d’expéditions antérieures au registre</translation></message>
    <message><source>enough pictures of the same goods</source><translation>assez d’images des mêmes marchandises</translation></message>
    <message><source>equipment of which the area tells a load</source><translation>un équipement dont la surface dit le chargement</translation></message>
    <message><source>equipment that looks empty</source><translation>un équipement qui paraît vide</translation></message>
    <message><source>Essential oils; perfumery, cosmetics</source><translation>Huiles essentielles; parfumerie, cosmétiques</translation></message>
    <message><source>Explosives; matches; pyrotechnic products</source><translation>Poudres et explosifs; allumettes; articles de pyrotechnie</translation></message>
    <message><source>Fertilizers</source><translation>Engrais</translation></message>
    <message><source>Fish and crustaceans</source><translation>Poissons et crustacés</translation></message>
    <message><source>Footwear</source><translation>Chaussures</translation></message>
    <message><source>Fruit and nuts</source><translation>Fruits</translation></message>
    <message><source>Furniture; bedding; lamps; prefabricated buildings</source><translation>Meubles; literie; luminaires; constructions préfabriquées</translation></message>
    <message><source>Furskins and artificial fur</source><translation>Pelleteries et fourrures</translation></message>
    <message><source>Glass and glassware</source><translation>Verre et ouvrages en verre</translation></message>
    <message><source>Headgear</source><translation>Coiffures</translation></message>
    <message><source>HS {hs} is {declared}. “{goods}” reads like {chapter} {other}: likeness {share}, to the code {own}.</source><translation>SH {hs} : {declared}. « {goods} » se lit comme {chapter} {other} : ressemblance {share}, au code {own}.</translation></message>
    <message><source>Impregnated or coated textile fabrics</source><translation>Tissus imprégnés ou enduits</translation></message>
    <message><source>Inner length {seen}, not {nominal}: the left end takes {left}, the right end {right}.</source><translation>Longueur intérieure {seen}, non {nominal} : le bout gauche prend {left}, le droit {right}.</translation></message>
    <message><source>Inner length {seen}, not {nominal}: the left end takes {left}, the right end {right}. Refrigerated equipment has such ends.</source><translation>Longueur intérieure {seen}, non {nominal} : le bout gauche prend {left}, le droit {right}. Les frigorifiques ont de tels bouts.</translation></message>
    <message><source>Inorganic chemicals; radioactive elements</source><translation>Produits chimiques inorganiques; éléments radioactifs</translation></message>
    <message><source>Inside</source><translation>Intérieur</translation></message>
    <message><source>Iron and steel</source><translation>Fonte, fer et acier</translation></message>
    <message><source>It looks unlike earlier loads of this shipper, heading {name}: {share} of {count} lie nearer to the others. Nearest: {nearest}.</source><translation>Aspect différent des chargements antérieurs de cet expéditeur, position {name} : {share} de {count} sont plus près des autres. Les plus proches : {nearest}.</translation></message>
    <message><source>It looks unlike heading {name}: {share} of {count} decided scans lie nearer to the others. Nearest: {nearest}.</source><translation>Aspect différent de la position {name} : {share} de {count} images décidées sont plus près des autres. Les plus proches : {nearest}.</translation></message>
    <message><source>Knitted or crocheted fabrics</source><translation>Étoffes de bonneterie</translation></message>
    <message><source>Lac; gums, resins and other vegetable saps</source><translation>Gommes, résines et autres sucs végétaux</translation></message>
    <message><source>Lead and articles thereof</source><translation>Plomb et ouvrages en plomb</translation></message>
    <message><source>LIFE SAFETY: possible person or animal, mark {number}. Call the port now and say where; then refer with urgency Life safety.</source><translation>VIES EN JEU : personne ou animal possible, marque {number}. Appelez le bureau et dites où ; renvoyez ensuite avec l’urgence « Vies en jeu ».</translation></message>
    <message><source>Line {line}: {total} pieces over {count} pieces of equipment, {quantity} in the line.</source><translation>Ligne {line} : {total} pièces sur {count} équipements, {quantity} dans la ligne.</translation></message>
    <message><source>Live animals</source><translation>Animaux vivants</translation></message>
    <message><source>Live trees and plants; cut flowers</source><translation>Plantes vivantes; fleurs coupées</translation></message>
    <message><source>Machinery and mechanical appliances; parts</source><translation>Machines et appareils mécaniques; parties</translation></message>
    <message><source>Man-made filaments</source><translation>Filaments synthétiques ou artificiels</translation></message>
    <message><source>Man-made staple fibres</source><translation>Fibres synthétiques ou artificielles discontinues</translation></message>
    <message><source>Manufactures of plaiting materials</source><translation>Ouvrages de vannerie</translation></message>
    <message><source>Mass and volume make goods that there are, and fit into the equipment.</source><translation>Masse et volume font des marchandises qui existent et tiennent dans l’équipement.</translation></message>
    <message><source>Mass: {declared} declared, at least {seen} seen.</source><translation>Masse : {declared} déclarés, au moins {seen} vus.</translation></message>
    <message><source>Master</source><translation>Principal</translation></message>
    <message><source>Meat and edible meat offal</source><translation>Viandes et abats comestibles</translation></message>
    <message><source>Mineral fuels and oils</source><translation>Combustibles minéraux et huiles minérales</translation></message>
    <message><source>Miscellaneous articles of base metal</source><translation>Ouvrages divers en métaux communs</translation></message>
    <message><source>Miscellaneous chemical products</source><translation>Produits divers des industries chimiques</translation></message>
    <message><source>Miscellaneous edible preparations</source><translation>Préparations alimentaires diverses</translation></message>
    <message><source>Miscellaneous manufactured articles</source><translation>Ouvrages divers</translation></message>
    <message><source>Musical instruments</source><translation>Instruments de musique</translation></message>
    <message><source>Nickel and articles thereof</source><translation>Nickel et ouvrages en nickel</translation></message>
    <message><source>No living being is in the load. One is a matter of life safety, not of a referral.</source><translation>Aucun être vivant dans le chargement : c’est une affaire de vie, pas de renvoi.</translation></message>
    <message><source>No more pieces lie apart in the image than are declared, and the sums agree.</source><translation>Pas plus de pièces séparées dans l’image que déclarées, et les sommes concordent.</translation></message>
    <message><source>not told by the area</source><translation>la surface ne le dit pas</translation></message>
    <message><source>not told: faulty picture</source><translation>non dit : image défectueuse</translation></message>
    <message><source>Oil seeds; grains, seeds; medicinal plants; straw</source><translation>Graines et fruits oléagineux; plantes médicinales; pailles</translation></message>
    <message><source>Optical, measuring, medical instruments</source><translation>Instruments d’optique, de mesure, médicaux</translation></message>
    <message><source>Ores, slag and ash</source><translation>Minerais, scories et cendres</translation></message>
    <message><source>Organic chemicals</source><translation>Produits chimiques organiques</translation></message>
    <message><source>Origin {codes} is no country.</source><translation>L’origine {codes} n’est pas un pays.</translation></message>
    <message><source>Origin, place of loading and destination fit together.</source><translation>Origine, lieu de chargement et destination vont ensemble.</translation></message>
    <message><source>Other base metals; cermets</source><translation>Autres métaux communs; cermets</translation></message>
    <message><source>Other made up textile articles; worn clothing; rags</source><translation>Autres articles textiles; friperie; chiffons</translation></message>
    <message><source>Other products of animal origin</source><translation>Autres produits d’origine animale</translation></message>
    <message><source>Other vegetable textile fibres</source><translation>Autres fibres textiles végétales</translation></message>
    <message><source>Paper and paperboard</source><translation>Papiers et cartons</translation></message>
    <message><source>parcels that lie apart in the image</source><translation>des colis séparés dans l’image</translation></message>
    <message><source>Pearls, precious stones and metals; coin</source><translation>Perles, pierres gemmes, métaux précieux; monnaies</translation></message>
    <message><source>Pharmaceutical products</source><translation>Produits pharmaceutiques</translation></message>
    <message><source>Photographic or cinematographic goods</source><translation>Produits photographiques ou cinématographiques</translation></message>
    <message><source>Pieces: {declared} declared, at least {seen} lie apart in the image.</source><translation>Pièces : {declared} déclarées, au moins {seen} sont séparées dans l’image.</translation></message>
    <message><source>places in a known form</source><translation>des lieux sous une forme connue</translation></message>
    <message><source>Plastics and articles thereof</source><translation>Matières plastiques et ouvrages en ces matières</translation></message>
    <message><source>Preparations of cereals; pastrycooks' products</source><translation>Préparations à base de céréales; pâtisseries</translation></message>
    <message><source>Preparations of meat, fish or insects</source><translation>Préparations de viande, de poissons ou d’insectes</translation></message>
    <message><source>Preparations of vegetables, fruit or nuts</source><translation>Préparations de légumes ou de fruits</translation></message>
    <message><source>Prepared feathers; artificial flowers; hair</source><translation>Plumes apprêtées; fleurs artificielles; cheveux</translation></message>
    <message><source>Printed books, newspapers, pictures</source><translation>Livres, journaux, images imprimées</translation></message>
    <message><source>Products of the milling industry; malt; starches</source><translation>Produits de la minoterie; malt; amidons</translation></message>
    <message><source>Pulp of wood; recovered paper</source><translation>Pâtes de bois; papier à recycler</translation></message>
    <message><source>Railway locomotives, rolling stock, track</source><translation>Véhicules et matériel pour voies ferrées</translation></message>
    <message><source>Raw hides, skins and leather</source><translation>Peaux et cuirs</translation></message>
    <message><source>Residues of the food industries; animal fodder</source><translation>Résidus des industries alimentaires; aliments pour animaux</translation></message>
    <message><source>Rest</source><translation>Reste</translation></message>
    <message><source>Rubber and articles thereof</source><translation>Caoutchouc et ouvrages en caoutchouc</translation></message>
    <message><source>Salt; sulphur; stone; plaster, lime and cement</source><translation>Sel; soufre; pierres; plâtres, chaux et ciments</translation></message>
    <message><source>Shipper and consignee are one: {name}.</source><translation>Expéditeur et destinataire ne font qu’un : {name}.</translation></message>
    <message><source>Ships, boats and floating structures</source><translation>Navigation maritime ou fluviale</translation></message>
    <message><source>Show where the next row was seen</source><translation>Montrer où la ligne suivante a été vue</translation></message>
    <message><source>Silk</source><translation>Soie</translation></message>
    <message><source>Soap, washing preparations, waxes, candles</source><translation>Savons, préparations pour lessives, cires, bougies</translation></message>
    <message><source>Something in the image fits the declared dangerous goods.</source><translation>Quelque chose dans l’image convient aux marchandises dangereuses déclarées.</translation></message>
    <message><source>Special classification provisions (national)</source><translation>Dispositions de classification spéciale (nationales)</translation></message>
    <message><source>Special classification provisions, commercial (national)</source><translation>Dispositions de classification spéciale, commerciales (nationales)</translation></message>
    <message><source>Special woven fabrics; lace; embroidery</source><translation>Tissus spéciaux; dentelles; broderies</translation></message>
    <message><source>Sugars and sugar confectionery</source><translation>Sucres et sucreries</translation></message>
    <message><source>Sum of bills</source><translation>Internes</translation></message>
    <message><source>Sum of {count} house bills; their master is not added.</source><translation>Somme de {count} connaissements internes ; leur fret principal n’est pas ajouté.</translation></message>
    <message><source>The consignee gives a post office box only.</source><translation>Le destinataire ne donne qu’une case postale.</translation></message>
    <message><source>the consignee's address</source><translation>l’adresse du destinataire</translation></message>
    <message><source>the declared volume</source><translation>le volume déclaré</translation></message>
    <message><source>the declared weight</source><translation>la masse déclarée</translation></message>
    <message><source>The equipment is as long as declared.</source><translation>L’équipement est aussi long que déclaré.</translation></message>
    <message><source>the inner length in the image</source><translation>la longueur intérieure dans l’image</translation></message>
    <message><source>the length and type of the equipment</source><translation>la longueur et le type de l’équipement</translation></message>
    <message><source>the level in the vessel; the officer looks</source><translation>le niveau dans la cuve ; l’agent regarde</translation></message>
    <message><source>The lines are worth {total} {currency} together, the shipment {value}.</source><translation>Les lignes valent {total} {currency} en tout, l’expédition {value}.</translation></message>
    <message><source>The lines make {total} pieces together, the shipment {pieces}.</source><translation>Les lignes font {total} pièces en tout, l’expédition {pieces}.</translation></message>
    <message><source>The load looks like earlier ones of the same shipper and heading.</source><translation>Le chargement ressemble aux antérieurs du même expéditeur et de la même position.</translation></message>
    <message><source>The load looks like others of the same heading.</source><translation>Le chargement ressemble à d’autres de la même position.</translation></message>
    <message><source>The mass in the image is the declared one.</source><translation>La masse dans l’image est celle qui est déclarée.</translation></message>
    <message><source>The master's; its house bills here ({count}) do not add up to it.</source><translation>Du fret principal ; ses connaissements internes ici ({count}) n’en font pas la somme.</translation></message>
    <message><source>The material in the image is that of the declared codes.</source><translation>La matière dans l’image est celle des codes déclarés.</translation></message>
    <message><source>the number of every car in the picture</source><translation>le numéro de chaque wagon de l’image</translation></message>
    <message><source>the officer's look at every view</source><translation>le regard de l’agent sur chaque vue</translation></message>
    <message><source>the origin of the goods</source><translation>l’origine des marchandises</translation></message>
    <message><source>The parties are two, with a street, and not many at one address.</source><translation>Les parties sont deux, avec une rue, et pas nombreuses à une adresse.</translation></message>
    <message><source>The pieces of each equipment make {sum} together, {declared} are declared.</source><translation>Les pièces de chaque équipement font {sum} en tout, {declared} sont déclarées.</translation></message>
    <message><source>The seals that were read are the declared ones.</source><translation>Les sceaux lus sont ceux qui sont déclarés.</translation></message>
    <message><source>the shipper</source><translation>l’expéditeur</translation></message>
    <message><source>The value a kilogram is one that goods of the heading have had.</source><translation>La valeur au kilogramme est de celles que la position a connues.</translation></message>
    <message><source>The weight a piece is one that goods of the heading have had.</source><translation>La masse par pièce est de celles que la position a connues.</translation></message>
    <message><source>Tin and articles thereof</source><translation>Étain et ouvrages en étain</translation></message>
    <message><source>Tobacco and nicotine products</source><translation>Tabacs et produits de nicotine</translation></message>
    <message><source>Tools, cutlery</source><translation>Outils, coutellerie</translation></message>
    <message><source>Toys, games and sports requisites</source><translation>Jouets, jeux et articles de sport</translation></message>
    <message><source>Umbrellas, walking sticks, whips</source><translation>Parapluies, cannes, fouets</translation></message>
    <message><source>UN {numbers} is declared, and goods are seen on {seen} of the area only.</source><translation>ONU {numbers} est déclaré, et des marchandises ne se voient que sur {seen} de la surface.</translation></message>
    <message><source>Vegetable plaiting materials</source><translation>Matières à tresser végétales</translation></message>
    <message><source>Vegetables</source><translation>Légumes</translation></message>
    <message><source>Vehicles other than railway; parts</source><translation>Voitures automobiles et autres véhicules terrestres; parties</translation></message>
    <message><source>Wadding, felt and nonwovens; twine, rope</source><translation>Ouates, feutres et non-tissés; ficelles, cordages</translation></message>
    <message><source>Weights, pieces and values of the lines add up to those of the shipment.</source><translation>Masses, pièces et valeurs des lignes font celles de l’expédition.</translation></message>
    <message><source>What is declared empty holds no load.</source><translation>Ce qui est déclaré vide ne contient pas de chargement.</translation></message>
    <message><source>What is declared loaded is not empty.</source><translation>Ce qui est déclaré chargé n’est pas vide.</translation></message>
    <message><source>whether it is a tank or hopper</source><translation>s’il s’agit d’une citerne ou d’une trémie</translation></message>
    <message><source>Wood and articles of wood; charcoal</source><translation>Bois, charbon de bois et ouvrages en bois</translation></message>
    <message><source>Wool; fine or coarse animal hair</source><translation>Laine, poils fins ou grossiers</translation></message>
    <message><source>words of the description in the local table</source><translation>des mots de la description dans la table locale</translation></message>
    <message><source>Works of art, collectors' pieces, antiques</source><translation>Objets d’art, de collection ou d’antiquité</translation></message>
    <message><source>Zinc and articles thereof</source><translation>Zinc et ouvrages en zinc</translation></message>
    <message><source>{count} consignees at this address within {days} days.</source><translation>{count} destinataires à cette adresse en {days} jours.</translation></message>
    <message><source>{count} house bills where they are complete, else their master.</source><translation>{count} connaissements internes là où ils sont complets, sinon leur fret principal.</translation></message>
    <message><source>{figure} a kilogram; half of {count} earlier ones of heading {heading} in {days} days: {low} to {high}.</source><translation>{figure} le kilogramme ; la moitié de {count} antérieures, position {heading}, en {days} jours : {low} à {high}.</translation></message>
    <message><source>{figure} a piece ({unit}); half of {count} earlier ones of heading {heading} in {days} days: {low} to {high}.</source><translation>{figure} la pièce ({unit}) ; la moitié de {count} antérieures, position {heading}, en {days} jours : {low} à {high}.</translation></message>
    <message><source>{mass} declared; the declared equipment ({count}) holds {most} at most.</source><translation>{mass} déclarés ; l’équipement déclaré ({count}) porte {most} au plus.</translation></message>
    <message><source>{mass} in {volume} make {density}; goods lie between {least} and {most}.</source><translation>{mass} dans {volume} font {density} ; les marchandises vont de {least} à {most}.</translation></message>
    <message><source>{volume} declared; the declared equipment ({count}) holds {most} at most.</source><translation>{volume} déclarés ; l’équipement déclaré ({count}) contient {most} au plus.</translation></message>
</context>
</TS>
